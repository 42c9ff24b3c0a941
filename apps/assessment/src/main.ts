import { contexts, operations } from '@humai/contexts';
import { runService } from '@humai/wiring-distributed';

await runService({ name: 'assessment', port: 7314, house: contexts, beside: [operations] });
