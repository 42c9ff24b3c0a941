import { describe, expect, it } from '@jest/globals';
import { type DomainError, PlatformErrors, sentenceOf } from '@humai/kernel';
import { parseKafkaUrl } from './connection.js';

describe('an address of Kafka', () => {
  it('has one or more brokers, the usual port where none is said', () => {
    expect(parseKafkaUrl('kafka://one:9192,two,[::1]:9093')).toStrictEqual({ brokers: ['one:9192', 'two:9092', '[::1]:9093'], ssl: false, clientId: 'humai' });
  });

  it('has an identity, percent-encoded, with SCRAM unless told otherwise', () => {
    expect(parseKafkaUrl('kafka://re%40lay:p%3Aw@h:1/?ssl=true&client-id=ledger')).toStrictEqual({
      brokers: ['h:1'], ssl: true, sasl: { mechanism: 'scram-sha-512', username: 're@lay', password: 'p:w' }, clientId: 'ledger',
    });
    expect(parseKafkaUrl('kafka://u:p@h?sasl=plain').sasl?.mechanism).toBe('plain');
  });

  it.each([
    ['amqp://h', 'it must look like kafka://host:port,host:port?ssl=true'],
    ['kafka://', 'a host is missing'],
    ['kafka://h,', 'a host is missing'],
    ['kafka://h:x', 'broker 1 is not host:port'],
    ['kafka://h:70000', 'the port of broker 1 does not exist'],
    ['kafka://h?tls=true', 'there is no parameter tls, only ssl, sasl, client-id'],
    ['kafka://h?ssl=yes', 'ssl is true or false'],
    ['kafka://u:p@h?sasl=gssapi', 'sasl is one of plain, scram-sha-256, scram-sha-512'],
    ['kafka://h?sasl=plain', 'sasl needs a user and a password'],
    ['kafka://u@h', 'the user and the password must both be there, percent-encoded'],
    ['kafka://u:p%ZZ@h', 'the user or the password is not percent-encoded'],
  ])('%s is refused: %s', (url, problem) => {
    expect(() => parseKafkaUrl(url)).toThrow(expect.objectContaining({ code: 'KAFKA.BAD_URL', details: { problem } }));
  });

  it('is refused in both languages, without the password', () => {
    for (const url of ['kafka://u:geheim@h:x', 'kafka://u:geheim@h?ssl=maybe', 'kafka://u:geheim']) {
      let refused: DomainError | undefined;
      try {
        parseKafkaUrl(url);
      } catch (error) {
        refused = error as DomainError;
      }
      const said = (['zh', 'en'] as const).map((language) => sentenceOf(PlatformErrors, refused!, language));
      expect(said[0]).toContain('地址有误');
      expect(said.join(' ')).not.toContain('geheim');
    }
  });
});
