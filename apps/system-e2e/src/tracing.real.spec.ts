// The same test, unchanged, against every service as a process of its own over real infrastructure.
process.env['HUMAI_E2E_MODE'] = 'distributed';
await import('./tracing.spec.js');

export {};
