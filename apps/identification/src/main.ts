import { contexts, operations } from '@humai/contexts';
import { runService } from '@humai/wiring-distributed';

await runService({ name: 'identification', port: 7311, house: contexts, beside: [operations] });
