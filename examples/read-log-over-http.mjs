// Reads Humai's log over HTTP: event by event, in order, each once, and goes on where it stopped, also after a crash.
// For a system that has nothing but HTTP. Needs Node 20 or later and no package.
//
//   HUMAI_URL=http://127.0.0.1:7300 HUMAI_TOKEN=… node read-log-over-http.mjs handled.ndjson [--follow]
//
// The token has the role `service`, `auditor` or `ops` for the whole country.
import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const { HUMAI_URL: url = 'http://127.0.0.1:7300', HUMAI_TOKEN: token } = process.env;
const [file, ...options] = process.argv.slice(2);
const follow = options.includes('--follow');
if (!file || !token) {
  console.error('usage: HUMAI_TOKEN=… node read-log-over-http.mjs <file> [--follow]');
  process.exit(2);
}

// What this system cares about. Types it does not name, it never sees; fields and codes it does not know, it passes over.
const TYPES = ['identification.HouseholdRegistered.v1', 'identification.HouseholdEnrolled.v1', 'identification.HouseholdCleared.v1'];

/** What is done, and how far: one write, so that no crash can come between them. In a database both stand in one transaction. */
const handle = (event) => appendFileSync(file, `${JSON.stringify({ position: event.position, type: event.type, household: event.stream.slice('household-'.length), on: event.metadata.effectiveOn })}\n`);

/** The position of the last event that was handled; 0 at first. A line that a crash cut short was not. */
function handledUpTo() {
  if (!existsSync(file)) return 0;
  const whole = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  truncateSync(file, whole.reduce((bytes, line) => bytes + Buffer.byteLength(line) + 1, 0));
  return whole.length === 0 ? 0 : JSON.parse(whole.at(-1)).position;
}

/** The events after a position. Ends with the log, or, where it is followed, with the connection; throws when that breaks. */
async function* eventsAfter(after) {
  const query = new URLSearchParams({ after: String(after), types: TYPES.join(), ...(follow ? { follow: 'true' } : {}) });
  const answer = await fetch(`${url}/v1/ledger/events?${query}`, { headers: { authorization: `Bearer ${token}`, 'accept-language': 'en' } });
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({ code: answer.status, detail: answer.statusText }));
    throw Object.assign(new Error(`${problem.code}: ${problem.detail}`), { passing: answer.status === 429 || answer.status >= 500 });
  }
  let rest = '';
  for await (const text of answer.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split('\n');
    rest = lines.pop(); // no line yet
    for (const line of lines) yield JSON.parse(line);
  }
  if (rest !== '') throw new Error('the answer broke off within a line');
}

let failures = 0;
for (;;) {
  try {
    for await (const event of eventsAfter(handledUpTo())) {
      handle(event);
      failures = 0;
    }
    if (!follow) break;
  } catch (error) {
    failures += 1;
    if (error.passing === false || failures > 10) throw error;
    console.error(`${error.message}; trying again`);
  }
  // Twice as long after every failure in a row, and never all at the same moment.
  await sleep(100 + 200 * 2 ** failures * Math.random());
}
console.log(`handled up to ${handledUpTo()}`);
