import { describe, expect, it } from '@jest/globals';
import { clientFor, placeOf } from './address.js';

describe('the address of an EventStoreDB', () => {
  it.each([
    'esdb://127.0.0.1:2113?tls=false',
    'esdb://user:pass%40word@host-1:2113,host-2:2113,host-3:2113?tls=true&nodePreference=leader&keepAliveInterval=10000',
    'esdb+discover://user:password@cluster.example:2113?maxDiscoverAttempts=3&defaultDeadline=5000',
    'kurrentdb://127.0.0.1:2113?tls=false',
    'kurrentdb+discover://cluster.example',
    'kurrent://127.0.0.1?tls=false',
  ])('can be %s', (url) => {
    expect(clientFor(url)).toMatchObject({ appendToStream: expect.any(Function) });
  });

  it.each([
    ['', 'it begins with esdb:// or esdb+discover://'],
    ['http://127.0.0.1:2113', 'it begins with esdb:// or esdb+discover://'],
    ['mongodb://user:secret@127.0.0.1', 'it begins with esdb:// or esdb+discover://'],
    ['esdb://', 'esdb:// or esdb+discover:// expected at character 1'],
    ['esdb://?tls=false', 'host expected at character 8'],
    ['esdb://user:secret@host:port', 'port number expected at character 25'],
    ['esdb://user:secret@host?tls=maybe', 'true or false expected at character 29'],
    ['esdb://user:secret@host?tls', '?key=value expected at character 24'],
    ['esdb://user:secret@host?defaultDeadline=soon', 'Integer expected at character 41'],
    ['esdb://user:secret@host?nodePreference=follower', 'nodePreference can only be leader'],
    ['esdb://user:secret@host?throwOnAppendFailure=false', 'there is no option throwOnAppendFailure'],
    ['esdb://user:secret@host?tlsVerify=false', 'there is no option tlsVerify'],
    ['esdb://user:secret@host?tlsCAFile=/nowhere/ca.crt', 'Failed to load certificate file. File was not found.'],
  ])('cannot be %s', (url, problem) => {
    expect(() => clientFor(url)).toThrow(expect.objectContaining({ code: 'STORE.BAD_ADDRESS', details: { problem } }));
  });

  it('is named without user and password', () => {
    expect(placeOf('esdb://user:pa%40ss@host-1:2113,host-2:2113?tls=true&tlsCAFile=x')).toBe('esdb://host-1:2113,host-2:2113');
    expect(placeOf('esdb+discover://us:p@ss@host')).toBe('esdb+discover://host');
    expect(placeOf('esdb://host:2113')).toBe('esdb://host:2113');
  });
});
