// Brings a read model up to a log, or rebuilds it, in a process of its own: so its memory can be told. Prints one line of JSON.
import { openSqliteEventStore } from '@humai/event-store-sqlite';
import { householdsProjection } from '@humai/identification-service';
import { ProjectionRunner } from '@humai/projections';
import { openSqliteReadStore } from '@humai/read-store-sqlite';
import { clock } from './writers.js';

const [directory, file, work] = process.argv.slice(2) as [string, string, 'catch-up' | 'rebuild'];
const store = await openSqliteEventStore({ directory, clock, readOnly: true });
const readStore = await openSqliteReadStore({ file });
const runner = new ProjectionRunner({ store, readStore, projections: [householdsProjection] });
const rebuilt = work === 'rebuild' ? await runner.rebuild(householdsProjection) : { position: await runner.catchUp() };
await readStore.close();
await store.close();
console.log(JSON.stringify({ ...rebuilt, peakMegabytes: process.resourceUsage().maxRSS / 1_024 }));
