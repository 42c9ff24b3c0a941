// The end-to-end tests of the embedded mode, unchanged, against every service as a process of its own over real infrastructure.
process.env['HUMAI_E2E_MODE'] = 'distributed';
await import('./household-life.spec.js');
await import('./variants.spec.js');
await import('./tracing.spec.js');
await import('./no-personal-data.spec.js');

export {};
