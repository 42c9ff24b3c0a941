import { describe, it } from '@jest/globals';

/** A server that a suite wants for real: Apache Kafka, MongoDB, EventStoreDB. */
export type RealKind = 'kafka' | 'mongo' | 'esdb';

const nameOf = (kind: RealKind, what: 'URL' | 'IS' | 'MISSING'): string => `HUMAI_TEST_${kind.toUpperCase()}_${what}`;

/**
 * Where a real server is for this run and what it is, or why there is none.
 * `HUMAI_TEST_KAFKA_URL`, `…_MONGO_URL` (without a database) and `…_ESDB_URL` come from whoever runs it, or from `npm run test:real`, which finds or starts the servers.
 */
export function findReal(kind: RealKind, env: Readonly<Record<string, string | undefined>> = process.env): Readonly<{ url: string; is: string } | { missing: string }> {
  const url = env[nameOf(kind, 'URL')];
  if (url) return { url, is: env[nameOf(kind, 'IS')] ?? nameOf(kind, 'URL') };
  return { missing: env[nameOf(kind, 'MISSING')] ?? `nobody looked for one: use npm run test:real, or set ${nameOf(kind, 'URL')}` };
}

/**
 * A `describe` that needs real servers; its title says what they are. Where one is missing it is skipped, with the reason in the title and on stderr;
 * with `HUMAI_REQUIRE_REAL=1` it fails.
 * @param body Declares the tests; given the addresses.
 */
export function describeReal<K extends RealKind>(name: string, kinds: readonly K[], body: (urls: Readonly<Record<K, string>>) => void): void {
  const found = kinds.map((kind) => ({ kind, ...findReal(kind) }));
  const missing = found.flatMap((f) => ('missing' in f ? [`${f.kind}: ${f.missing}`] : []));
  if (missing.length === 0) {
    const urls = Object.fromEntries(found.map((f) => [f.kind, 'url' in f ? f.url : ''])) as Record<K, string>;
    describe(`${name} [${found.map((f) => `${f.kind}: ${'is' in f ? f.is : ''}`).join('; ')}]`, () => body(urls));
    return;
  }
  const why = missing.join('; ');
  const required = process.env['HUMAI_REQUIRE_REAL'] === '1';
  if (!required) process.stderr.write(`NOT TESTED: ${name} (${why})\n`);
  (required ? describe : describe.skip)(`${name} [not tested, ${why}]`, () => {
    it('runs against real servers', () => {
      throw new Error(why);
    });
  });
}
