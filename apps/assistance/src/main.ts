import { contexts, operations } from '@humai/contexts';
import { runService } from '@humai/wiring-distributed';

await runService({ name: 'assistance', port: 7312, house: contexts, beside: [operations] });
