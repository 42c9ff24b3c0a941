// The command line as users run it, but for its look for newer sources: that was done before the crash test began.
import { main } from '@humai/cli';

process.exitCode = await main(process.argv);
