import { DomainError } from '@humai/kernel';
import { z } from 'zod';

const chinese = z.locales.zhCN().localeError;

/** What the shape makes of a value. Throws `SHAPE.INVALID` with the place of the first problem, which reads in both languages. */
export function parseShape<T extends z.ZodType>(shape: T, value: unknown, whole: string): z.infer<T> {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.map(String).join('.') || whole;
  throw shapeError(place, issue?.message ?? '', shape.safeParse(value, { error: chinese }).error?.issues[0]?.message);
}

export const shapeError = (place: string, problem: string, problemZh?: string): DomainError =>
  new DomainError('SHAPE.INVALID', { problem, place, ...(problemZh === undefined ? {} : { problemZh }) }, place);
