// The entry for `node --import @humai/wiring/tracing`: traces are set up before anything that is to be traced is loaded.
// Without OTEL_EXPORTER_OTLP_ENDPOINT or OTEL_TRACES_EXPORTER it does nothing and loads nothing.
import { register } from 'node:module';
import { startTracing, wantsTracing } from '@humai/telemetry';

/** Modules whose functions are wrapped as they are loaded. */
const WATCHED = ['node:http', 'node:https', 'http', 'https', 'mongodb'];
/** `apps/identification/dist/main.js` is identification; the command line is the whole house, as `apps/humai` is. */
const app = /[/\\]apps[/\\]([\w-]+)[/\\]/.exec(process.argv[1] ?? '')?.[1] ?? 'humai';

if (wantsTracing(process.env)) {
  register('@opentelemetry/instrumentation/hook.mjs', import.meta.url, { data: { include: WATCHED } });
  const tracing = await startTracing({ service: app === 'cli' ? 'humai' : app, env: process.env });
  // What has ended last is sent when nothing else is left to do.
  process.once('beforeExit', () => void tracing?.stop().catch((error: unknown) => console.error(`traces were not sent: ${error instanceof Error ? error.name : 'unknown'}`)));
}
