import { describe, expect, it } from '@jest/globals';
import { isLocalDate } from '@humai/kernel';
import { z } from 'zod';
import { fieldsOf } from './fields.js';

const COLOURS = ['RED', 'BLUE'];
const listOf = (values: readonly string[]) => ([...values].sort().join() === 'BLUE,RED' ? 'COLOURS' : undefined);
const typesOf = (shape: z.ZodObject, io: 'input' | 'output' = 'input') => fieldsOf(shape, io, listOf).map((f) => [f.path, f.type]);

describe('the type of a field', () => {
  it('says what a value must be', () => {
    expect(typesOf(z.object({
      text: z.string(), name: z.string().min(1).max(40), village: z.string().regex(/^\d{12}$/), other: z.string().regex(/^a|b$/), day: z.string().refine(isLocalDate).meta({ format: 'date' }),
      count: z.number().int().min(0), share: z.number().max(1), whole: z.int(), yes: z.boolean(), rule: z.string().min(1).meta({ cel: true }), fixed: z.literal('x'), maybe: z.string().nullable(),
    }))).toStrictEqual([
      ['text', 'text'], ['name', 'text (≤ 40)'], ['village', '12 digits'], ['other', 'text like `^a|b$`'], ['day', 'date'],
      ['count', 'integer (≥ 0)'], ['share', 'number (≤ 1)'], ['whole', 'integer'], ['yes', 'boolean'], ['rule', 'CEL expression'], ['fixed', '`"x"`'], ['maybe', 'text or null'],
    ]);
  });

  it('names the list that a choice comes from, whatever the order of its codes, and spells out any other choice', () => {
    expect(typesOf(z.object({ known: z.enum(COLOURS as ['RED', 'BLUE']), own: z.enum(['A', 'B']), many: z.array(z.enum(['BLUE', 'RED'])).min(1) }))).toStrictEqual([
      ['known', '[`COLOURS`](glossary.md#colours)'], ['own', '`A` or `B`'], ['many', 'list (≥ 1) of [`COLOURS`](glossary.md#colours)'],
    ]);
  });

  it('shows a time limit as one', () => {
    const limit = z.strictObject({ days: z.number().int().min(0), dayType: z.enum(['working', 'natural']) });
    expect(typesOf(z.object({ limit, either: z.union([z.literal('procedure'), limit]) }))).toStrictEqual([
      ['limit', 'time limit: `days`, and `dayType` `working` or `natural`'],
      ['either', '`"procedure"` or time limit: `days`, and `dayType` `working` or `natural`'],
    ]);
  });
});

describe('the fields of a schema', () => {
  it('go into objects, lists and maps, also where they may be null', () => {
    const inner = z.object({ id: z.string() });
    expect(typesOf(z.object({ one: inner.nullable(), many: z.array(inner), by: z.record(z.enum(['RED', 'BLUE']), z.object({ list: z.array(inner) })) }))).toStrictEqual([
      ['one', 'object or null'], ['one.id', 'text'],
      ['many', 'list of object'], ['many[].id', 'text'],
      ['by', 'map from [`COLOURS`](glossary.md#colours) to object'], ['by.*.list', 'list of object'], ['by.*.list[].id', 'text'],
    ]);
  });

  it('tell what is needed, what stands otherwise, and what the schema says about them or about what is in them', () => {
    const shape = z.object({ a: z.string().describe('the first'), b: z.string().nullable().default(null), c: z.array(z.string().describe('each')).optional() });
    expect(fieldsOf(shape, 'input', listOf)).toStrictEqual([
      { path: 'a', type: 'text', required: true, note: 'the first' },
      { path: 'b', type: 'text or null', required: false, defaultsTo: 'null' },
      { path: 'c', type: 'list of text', required: false, note: 'each' },
    ]);
    expect(fieldsOf(shape, 'output', listOf).map((f) => [f.path, f.required])).toStrictEqual([['a', true], ['b', true], ['c', false]]);
  });
});
