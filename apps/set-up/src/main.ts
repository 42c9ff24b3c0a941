import { contexts } from '@humai/contexts';
import { runSetUp } from '@humai/wiring-distributed';

await runSetUp(contexts);
