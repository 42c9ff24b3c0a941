import { runEventStore } from '@humai/wiring-distributed';

await runEventStore();
