export * from './answers.js';
export * from './errors.js';
export * from './requests.js';
export * from './routes.js';
