import type { Language } from '@humai/kernel';
import { z } from 'zod';

const Claims = z.object({ sub: z.string(), exp: z.number().optional(), humai: z.array(z.object({ role: z.string(), area: z.string() })) });
export type Rights = Readonly<z.infer<typeof Claims>>;

/** What a token says about its bearer, unproven; null when it is no token of Humai. Whether it is good, a server says. */
export function rightsIn(token: string): Rights | null {
  try {
    return Claims.parse(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')));
  } catch {
    return null;
  }
}

/** `county 511504, ops (whole country)`. */
export function rightsText(token: string, language: Language): string {
  const [none, whole, separator] = language === 'zh' ? ['无法读取', '全域', '、'] : ['cannot be read', 'whole country', ', '];
  const rights = rightsIn(token);
  return rights === null ? none : rights.humai.map(({ role, area }) => `${role} ${/^0*$/.test(area) ? whole : area}`).join(separator) || '–';
}
