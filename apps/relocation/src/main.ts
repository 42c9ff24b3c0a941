import { contexts, operations } from '@humai/contexts';
import { runService } from '@humai/wiring-distributed';

await runService({ name: 'relocation', port: 7313, house: contexts, beside: [operations] });
