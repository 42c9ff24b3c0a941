import { EventStoreDBClient } from '@eventstore/db-client';
import { DomainError } from '@humai/kernel';

// The successor speaks the same protocol under new names; this client knows only the old ones.
const SCHEME = /^(?:esdb|kurrentdb|kurrent|kdb)(\+discover)?:\/\//i;

type ParseFault = Readonly<{ location?: readonly [number, number]; expected?: string; message?: string }>;

/** What may be shown of an address: neither user nor password. */
export const placeOf = (url: string): string => url.replace(/^([^:]*:\/\/)(?:.*@)?/s, '$1').replace(/\?.*$/s, '');

const bad = (problem: string): DomainError => new DomainError('STORE.BAD_ADDRESS', { problem });

/** A client for `esdb://user:password@host:2113,host:2113?tls=true` or `esdb+discover://name`; it has not yet connected. Throws `STORE.BAD_ADDRESS`. */
export function clientFor(url: string): EventStoreDBClient {
  if (!SCHEME.test(url)) throw bad('it begins with esdb:// or esdb+discover://');
  // Elsewhere than at the leader an append that was just acknowledged may be missing.
  const preference = /[?&]nodePreference=([^&]*)/i.exec(url)?.[1];
  if (preference !== undefined && preference.toLowerCase() !== 'leader') throw bad('nodePreference can only be leader');
  const unknown = [...url.matchAll(/[?&]([^=&]*)=/g)].map(([, name = '']) => name).find((name) => !OPTIONS.has(name.toLowerCase().replace(/[_-]/g, '')));
  if (unknown !== undefined) throw bad(`there is no option ${unknown}`);
  try {
    return EventStoreDBClient.connectionString(url.replace(SCHEME, (_, discover: string = '') => `esdb${discover}://`));
  } catch (error) {
    const { location, expected, message } = error as ParseFault;
    // The message of the parser quotes the address, and with it perhaps the password.
    throw bad(location && expected !== undefined ? `${expected} expected at character ${location[0] + 1}` : (message ?? String(error)));
  }
}

// Of the client's own it takes all but throwOnAppendFailure, which would change what an append answers; it only warns of what it does not know.
const OPTIONS = new Set([
  'tls', 'tlscafile', 'tlsverifycert', 'usercertfile', 'userkeyfile', 'connectionname', 'defaultdeadline', 'keepaliveinterval', 'keepalivetimeout',
  'maxdiscoverattempts', 'discoveryinterval', 'gossiptimeout', 'nodepreference',
]);
