// The real servers of a test run, as the environment that libs/platform/testing reads.
import { findServers } from '../real-services/dist/index.js';

/** Resolves with `{ env, stop }` when all that can be had are up; says on stderr what is tested against what. */
export async function servers() {
  const found = await findServers(['kafka', 'mongo', 'esdb']);
  const env = {};
  for (const server of found) {
    const name = `HUMAI_TEST_${server.kind.toUpperCase()}`;
    if ('url' in server) Object.assign(env, { [`${name}_URL`]: server.url, [`${name}_IS`]: server.is });
    else env[`${name}_MISSING`] = server.missing;
    console.error('url' in server ? `${server.kind}: ${server.is}` : `NOT TESTED against ${server.kind}: ${server.missing}`);
  }
  return { env, stop: () => Promise.all(found.map((server) => 'url' in server && server.stop())) };
}
