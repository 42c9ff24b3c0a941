export * from './facts/facts.js';
export * from './result/result.js';
export * from './score/judge.js';
export * from './score/points.js';
export * from './score/score.js';
