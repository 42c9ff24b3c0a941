import type { Bilingual } from '@humai/kernel';
import type { ContextDefinition } from '@humai/nest';
import type { z } from 'zod';
import { type Field, fieldsOf, type ListFinder } from '../fields.js';
import type { CodeList, House } from '../house.js';
import { code, table } from '../markdown.js';
import type { Wording } from '../wording.js';

/** What every page is made from. */
export type Material = Readonly<{ house: House; wording: Wording }>;

export const bilingual = ({ zh, en }: Bilingual): string => (zh === en ? en : `${zh} / ${en}`);

/** Contexts in the order of the wording, others after them. */
export function contextsInOrder({ house, wording }: Material): readonly ContextDefinition[] {
  const rank = ({ name }: ContextDefinition) => (wording.contexts.includes(name) ? wording.contexts.indexOf(name) : wording.contexts.length);
  return [...house.contexts].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

export const contextHeading = (name: string, { wording }: Material): string => `## ${wording.context(name).zh} ${wording.context(name).en}`;

/** The list whose codes are these, whatever their order. */
export function listFinder(lists: ReadonlyMap<string, CodeList>): ListFinder {
  const byCodes = new Map([...lists].map(([name, list]) => [Object.keys(list).sort().join(), name]));
  return (values) => byCodes.get([...values].sort().join());
}

/** The fields of a schema as a table; empty when it has none. `owner` is what the fields belong to, for their meaning. */
export function fieldTable(owner: string, shape: z.ZodType, io: 'input' | 'output', material: Material): string {
  const fields = fieldsOf(shape, io, listFinder(material.house.codeLists));
  const needs = io === 'input';
  return table(
    ['field', 'type', ...(needs ? ['needed'] : []), '含义', 'meaning'],
    fields.map((f) => {
      const { zh, en } = material.wording.field(owner, f.path, f.note);
      return [code(f.path), typeOf(f, io), ...(needs ? [neededOf(f)] : []), zh, en];
    }),
  );
}

const typeOf = (f: Field, io: 'input' | 'output') => (io === 'output' && !f.required ? `${f.type}, may be absent` : f.type);
const neededOf = (f: Field) => (f.required ? 'yes' : f.defaultsTo === undefined ? 'no' : `no: ${code(f.defaultsTo)}`);
