import { contexts } from '@humai/contexts';
import { runService } from '@humai/wiring-distributed';

// It also publishes: the relay runs in the one ledger that leads.
await runService({ name: 'ledger', port: 7310, house: contexts, relays: true });
