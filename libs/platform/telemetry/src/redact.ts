import { scrubNumbers } from '@humai/kernel';

/** Keys whose values identify a person or open a door; compared in lower case. */
const KEYS = new Set([
  'name', 'fullname', 'personname', 'householder', 'phone', 'mobile', 'telephone', 'documentnumber', 'idnumber', 'idcard', 'address', 'bankaccount', 'record', 'attributes',
  'authorization', 'token', 'password', 'secret', 'cookie', '姓名', '户主', '户主姓名', '电话', '联系电话', '手机', '手机号', '证件号码', '身份证号', '残疾证号', '住址', '地址', '银行账号',
]);
const DEEPEST = 8;
export const REDACTED = '[redacted]';

/** Text without anything that looks like a document or phone number. */
export const scrub = scrubNumbers;

/** Errors are written in English here; Chinese in one is quoted data, perhaps somebody's name. */
export const scrubError = (text: string): string => scrub(text).replace(/\p{Script=Han}+/gu, '…');

/** A copy fit for a log: telling keys emptied, telling texts and numbers scrubbed. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return scrub(value);
  if (typeof value === 'number' || typeof value === 'bigint') {
    const text = String(value);
    const clean = scrub(text);
    return clean === text ? (typeof value === 'bigint' ? text : value) : clean;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error) return describeError(value, depth);
  if (value instanceof Date) return value.toISOString();
  if (depth >= DEEPEST) return '[deep]';
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  if (ArrayBuffer.isView(value)) return '[bytes]';
  if (value instanceof Map || value instanceof Set) return redact([...value], depth);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [scrub(key), KEYS.has(key.toLowerCase()) ? REDACTED : redact(item, depth + 1)]));
}

function describeError(error: Error, depth: number): Record<string, unknown> {
  const { code, details } = error as { code?: unknown; details?: unknown };
  return {
    type: error.name,
    message: scrubError(error.message),
    stack: scrubError(error.stack ?? ''),
    ...(typeof code === 'string' ? { code } : {}),
    ...(details === undefined || depth >= DEEPEST ? {} : { details: redact(details, depth + 1) }),
    ...(error.cause === undefined || depth >= DEEPEST ? {} : { cause: redact(error.cause, depth + 1) }),
  };
}
