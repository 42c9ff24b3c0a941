import { DomainError } from '@humai/kernel';

// https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml
const REFUSED = [13, 18, 8000];
/** A server that goes, or is no longer the primary: a moment later another answers. */
const GOING = [6, 7, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436];

/** What the driver threw as a refusal of this house: `MONGO.REFUSED`, `MONGO.UNREACHABLE`, `MONGO.BAD_URL`. Anything else, a defect, stays as it is. */
export function faultOf(error: unknown, place: string): unknown {
  const { name = '', code, message = '' } = error as { name?: string; code?: number | string; message?: string };
  if (REFUSED.includes(code as number)) return new DomainError('MONGO.REFUSED', { place, problem: String((error as { codeName?: string }).codeName ?? code) });
  // The driver wraps a broken connection into the error of a bulk write; what the server itself refuses has a code.
  const brokenBulk = name === 'MongoBulkWriteError' && code === undefined;
  if (brokenBulk || GOING.includes(code as number) || /ServerSelection|Network|Timeout|PoolCleared|NotConnected|TopologyClosed/.test(name))
    return new DomainError('MONGO.UNREACHABLE', { place, problem: /E[A-Z]{4,}/.exec(message)?.[0] ?? name });
  if (/ParseError|InvalidArgument|MongooseError|URIError/.test(name)) return new DomainError('MONGO.BAD_URL', { place, problem: message.split('\n')[0]!.slice(0, 200) });
  return error;
}
