import { describe, expect, it } from '@jest/globals';
import { breachesOf, breachesOfAsyncApi, breachesOfOpenApi, breachesOfSchema, type Direction } from './additive.js';
import type { Doc, Json } from './documents.js';

const DIRECTIONS = ['taken', 'given', 'event'] as const;
const text: Doc = { type: 'string' };
const object = (properties: Doc, ...required: string[]): Doc => ({ type: 'object', properties, required });
const base = object({ a: text, b: { type: 'integer' } }, 'a');

describe('a change of a schema', () => {
  // before, after, and what each direction says of it
  const table: readonly (readonly [rule: string, before: Doc, after: Doc, found: Readonly<Partial<Record<Direction, string>>>])[] = [
    ['nothing', base, base, {}],
    ['another description', { ...text, description: 'old' }, { ...text, description: 'new', title: 'T' }, {}],
    ['a new optional field', base, object({ a: text, b: { type: 'integer' }, c: text }, 'a'), {}],
    ['a new required field', base, object({ a: text, b: { type: 'integer' }, c: text }, 'a', 'c'), { taken: 'c: is new and required', event: 'c: is new and required' }],
    ['a field gone', base, object({ a: text }, 'a'), { taken: 'b: is gone', given: 'b: is gone', event: 'b: is gone' }],
    ['a field under another name', base, object({ a: text, c: { type: 'integer' } }, 'a'), { taken: 'b: is gone', given: 'b: is gone', event: 'b: is gone' }],
    ['another type', base, object({ a: text, b: text }, 'a'), { taken: 'b: was integer, is string', given: 'b: was integer, is string', event: 'b: was integer, is string' }],
    ['required made optional', base, object({ a: text, b: { type: 'integer' } }), { given: 'a: may now be absent', event: 'a: may now be absent' }],
    ['optional made required', base, object({ a: text, b: { type: 'integer' } }, 'a', 'b'), { taken: 'b: is now required', event: 'b: is now required' }],
    ['null allowed', object({ a: text }), object({ a: { type: ['string', 'null'] } }), { given: 'a: may now be null, too', event: 'a: may now be null, too' }],
    ['null ruled out', object({ a: { anyOf: [text, { type: 'null' }] } }), object({ a: text }), { taken: 'a: may no longer be null', event: 'a: may no longer be null' }],
    ['whole made any number', { type: 'integer' }, { type: 'number' }, { given: ': was integer, is number', event: ': was integer, is number' }],
    ['any number made whole', { type: 'number' }, { type: 'integer' }, { taken: ': was number, is integer', event: ': was number, is integer' }],
    ['anything made certain', {}, text, { taken: ': was any, is string', event: ': was any, is string' }],
    ['certain made anything', text, {}, { given: ': was string, is any', event: ': was string, is any' }],
    ['a code added', { ...text, enum: ['X'] }, { ...text, enum: ['X', 'Y'] }, {}],
    ['a code gone', { ...text, enum: ['X', 'Y'] }, { ...text, enum: ['X'] }, { taken: ': the code "Y" is gone', event: ': the code "Y" is gone' }],
    ['certain codes made open', { ...text, enum: ['X'] }, text, { given: ': is no longer one of certain codes', event: ': is no longer one of certain codes' }],
    ['open made certain codes', text, { ...text, enum: ['X'] }, { taken: ': takes only certain codes now', event: ': takes only certain codes now' }],
    ['a tighter bound', { ...text, maxLength: 9 }, { ...text, maxLength: 5 }, { taken: ': maxLength is tighter', event: ': maxLength is tighter' }],
    ['a looser bound', { ...text, minLength: 5 }, { ...text, minLength: 2 }, { given: ': minLength is looser', event: ': minLength is looser' }],
    ['a first bound', text, { ...text, minLength: 1 }, { taken: ': minLength is tighter', event: ': minLength is tighter' }],
    ['a first pattern', text, { ...text, pattern: 'x' }, { taken: ': pattern is tighter', event: ': pattern is tighter' }],
    ['a pattern gone', { ...text, pattern: 'x' }, text, { given: ': pattern is looser', event: ': pattern is looser' }],
    ['another pattern', { ...text, pattern: 'x' }, { ...text, pattern: 'y' }, { taken: ': another pattern', given: ': another pattern', event: ': another pattern' }],
    ['another form of text', { ...text, format: 'date' }, { ...text, format: 'date-time' }, { taken: ': another format', given: ': another format', event: ': another format' }],
    ['a field within a list gone', { type: 'array', items: base }, { type: 'array', items: object({ a: text }, 'a') }, { taken: '[].b: is gone', given: '[].b: is gone', event: '[].b: is gone' }],
    ['other fields refused', base, { ...base, additionalProperties: false }, { taken: '*: other fields are refused now', event: '*: other fields are refused now' }],
    ['the values of a map retyped', { type: 'object', additionalProperties: text }, { type: 'object', additionalProperties: { type: 'boolean' } }, { taken: '*: was string, is boolean', given: '*: was string, is boolean', event: '*: was string, is boolean' }],
    ['a new key of a map that has them all', { type: 'object', additionalProperties: text, propertyNames: { enum: ['X'] }, required: ['X'] }, { type: 'object', additionalProperties: text, propertyNames: { enum: ['X', 'Y'] }, required: ['X', 'Y'] }, { taken: 'Y: is new and required', event: 'Y: is new and required' }],
    ['one more form', { anyOf: [object({ x: text }, 'x'), object({ y: text }, 'y')] }, { anyOf: [object({ x: text }, 'x'), object({ y: text }, 'y'), object({ z: text }, 'z')] }, { given: ': may now be object { z }, too', event: ': may now be object { z }, too' }],
    ['one form less', { anyOf: [object({ x: text }, 'x'), object({ y: text }, 'y')] }, { anyOf: [object({ y: text }, 'y'), object({ q: text, x: text }, 'x')] }, {}],
    ['a form gone', { anyOf: [object({ x: text }, 'x'), object({ y: text }, 'y')] }, object({ y: text }, 'y'), { taken: ': may no longer be object { x }', event: ': may no longer be object { x }' }],
    ['one place more in a row', { type: 'array', prefixItems: [text] }, { type: 'array', prefixItems: [text, text] }, { taken: ': has 2 places instead of 1', given: ': has 2 places instead of 1', event: ': has 2 places instead of 1' }],
  ];

  it.each(table)('%s', (_, before, after, found) => {
    for (const direction of DIRECTIONS) expect([direction, ...breachesOfSchema(before, after, direction)]).toEqual([direction, ...(found[direction] === undefined ? [] : [found[direction]])]);
  });
});

describe('a change of an interface', () => {
  const operation = (more: Doc = {}): Doc => ({
    operationId: 'demo_count',
    parameters: [{ name: 'area', in: 'query', required: false, schema: text }],
    requestBody: { required: false, content: { 'application/json': { schema: base } } },
    responses: { 200: { headers: { 'Humai-Position': { schema: { type: 'integer' } } }, content: { 'application/json': { schema: { $ref: '#/components/schemas/Answer' } } } }, 409: {} },
    ...more,
  });
  const api = (post: Doc | undefined, answer: Doc = base): Doc => ({ paths: post === undefined ? {} : { '/v1/demo': { post } }, components: { schemas: { Answer: answer } } });
  const answering = (answer: Doc): Doc => ({ responses: { 200: answer } });
  const found = (after: Doc) => breachesOfOpenApi(api(operation()), after).map((b) => b.replace('POST /v1/demo: ', ''));
  const changed = (more: Doc) => found(api(operation(more)));

  it('may bring a route, a parameter, a status, and drop a refusal', () => {
    const { paths } = api(operation({ parameters: [{ name: 'area', in: 'query', schema: text }, { name: 'sort', in: 'query', required: false, schema: text }], responses: { ...(operation()['responses'] as Doc), 409: {}, 422: {} } })) as { paths: Doc };
    expect(found({ ...api(operation()), paths: { ...paths, '/v1/other': { get: operation() } } })).toEqual([]);
    const { 409: _, ...fewer } = operation()['responses'] as Doc & { 409: Json };
    expect(changed({ responses: fewer })).toEqual([]);
  });

  it.each<[string, readonly string[], () => readonly string[]]>([
    ['a route', ['is gone'], () => found(api(undefined))],
    ['the name of an operation', ['is called other now, no longer demo_count'], () => changed({ operationId: 'other' })],
    ['a parameter', ['query area: is gone'], () => changed({ parameters: [] })],
    ['a parameter that becomes required', ['query area: is now required'], () => changed({ parameters: [{ name: 'area', in: 'query', required: true, schema: text }] })],
    ['a new required header', ['header Key: is now required'], () => changed({ parameters: [...(operation()['parameters'] as Json[]), { name: 'Key', in: 'header', required: true, schema: text }] })],
    ['a narrower parameter', ['query area: maxLength is tighter'], () => changed({ parameters: [{ name: 'area', in: 'query', schema: { ...text, maxLength: 2 } }] })],
    ['a new required field of the request', ['body: is now required', 'body.c: is new and required'], () => changed({ requestBody: { required: true, content: { 'application/json': { schema: object({ a: text, b: { type: 'integer' }, c: text }, 'a', 'c') } } } })],
    ['a kind of body', ['body: no longer application/json'], () => changed({ requestBody: { content: { 'text/csv': { schema: text } } } })],
    ['an answer', ['answer 200: is gone'], () => changed({ responses: { 204: {} } })],
    ['a header of an answer', ['header Humai-Position of answer 200: is gone'], () => changed(answering({ content: { 'application/json': { schema: base } } }))],
    ['a kind of answer', ['answer 200: no longer application/json'], () => changed(answering({ headers: { 'Humai-Position': { schema: { type: 'integer' } } }, content: {} }))],
    ['a field of an answer, behind a reference', ['answer 200.b: is gone'], () => found(api(operation(), object({ a: text }, 'a')))],
    ['an identity that was not asked for', ['asks for an identity now'], () => changed({ security: [{ bearer: [] }] })],
  ])('breaks by %s', (_, breaches, change) => expect(change()).toEqual(breaches));
});

describe('a change of the topics', () => {
  const topics = (channels: Doc, message: Doc = { payload: { schema: { $ref: './events/x.A.v1.json' } }, headers: object({ ce_id: text }, 'ce_id') }): Doc => ({ channels, components: { messages: { 'x.A.v1': message } } });
  const channel = (address = 'humai.x.v1', messages: Doc = { 'x.A.v1': { $ref: '#/components/messages/x.A.v1' } }): Doc => ({ address, messages });
  const before = topics({ x: channel() });
  it.each<[string, Doc, readonly string[]]>([
    ['nothing by another topic and another event', topics({ x: channel('humai.x.v1', { 'x.A.v1': { $ref: '#/components/messages/x.A.v1' }, 'x.B.v1': {} }), y: channel('humai.y.v1') }), []],
    ['by a topic that is gone', topics({}), ['topic humai.x.v1: is gone']],
    ['by another name of a topic', topics({ x: channel('humai.x.v2') }), ['topic humai.x.v1: is called humai.x.v2 now']],
    ['by an event that is gone', topics({ x: channel('humai.x.v1', {}) }), ['topic humai.x.v1: x.A.v1 is gone']],
    ['by another payload', topics({ x: channel() }, { payload: {}, headers: object({ ce_id: text }, 'ce_id') }), ['x.A.v1: another payload']],
    ['by a header that may be absent', topics({ x: channel() }, { payload: { schema: { $ref: './events/x.A.v1.json' } }, headers: object({ ce_id: text }) }), ['x.A.v1, header.ce_id: may now be absent']],
  ])('breaks %s', (_, after, breaches) => expect(breachesOfAsyncApi(before, after)).toEqual(breaches));
});

describe('a change of all contracts', () => {
  const at = (path: string, document: Doc) => new Map([[path, document]]);
  it('breaks by a document that is gone, and not by one more', () => {
    expect(breachesOf(at('events/x.A.v1.json', base), new Map())).toEqual(['events/x.A.v1.json: is gone']);
    expect(breachesOf(new Map(), at('events/x.A.v1.json', base))).toEqual([]);
  });
  it('holds each document to its own rules', () => {
    const fewer = object({ a: text }, 'a');
    expect(breachesOf(at('events/x.A.v1.json', base), at('events/x.A.v1.json', fewer))).toEqual(['events/x.A.v1.json: b: is gone']);
    expect(breachesOf(at('asyncapi.json', { channels: { x: { address: 'a' } } }), at('asyncapi.json', {}))).toEqual(['asyncapi.json: topic a: is gone']);
    expect(breachesOf(at('openapi/x.json', { paths: { '/v1/x': { get: {} } } }), at('openapi/x.json', {}))).toEqual(['openapi/x.json: GET /v1/x: is gone']);
  });
});
