import { describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';
import { faultOf } from './faults.js';

const { MongoBulkWriteError, MongoNetworkError, MongoServerError } = mongoose.mongo;
const codeOf = (error: unknown): unknown => (faultOf(error, 'h/d') as { code?: unknown }).code;
const inBulk = (error: object) => new MongoBulkWriteError(error as never, {} as never);

describe('what the driver throws', () => {
  it.each([
    ['a broken connection', new MongoNetworkError('read ECONNRESET')],
    ['a connection that broke in a bulk write', inBulk(new MongoNetworkError('read ECONNRESET'))],
    ['a primary that steps down', new MongoServerError({ message: 'stepped down', code: 189 })],
    ['a server that shuts down in a bulk write', inBulk({ message: 'shutting down', code: 91, writeErrors: [] })],
  ])('%s is a server that cannot be reached', (_, error) => expect(codeOf(error)).toBe('MONGO.UNREACHABLE'));

  it('says what the system said, and no more', () => expect(faultOf(inBulk(new MongoNetworkError('read ECONNRESET 10.0.0.1')), 'h/d')).toMatchObject({ details: { place: 'h/d', problem: 'ECONNRESET' } }));
  it('a missing right is a refusal', () => expect(codeOf(new MongoServerError({ message: 'not allowed', code: 13 }))).toBe('MONGO.REFUSED'));
  it.each([
    ['a duplicate key', inBulk({ message: 'E11000 duplicate key', code: 11_000, writeErrors: [] })],
    ['a defect', new TypeError('x')],
  ])('%s stays what it is', (_, error) => expect(faultOf(error, 'h/d')).toBe(error));
});
