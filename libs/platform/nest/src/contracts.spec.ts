import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defineEvents, EventCatalogue } from '@humai/kernel';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { parse } from 'yaml';
import { z } from 'zod';
import { httpAdapter, HttpParts, setUpHttp } from './set-up-http.js';
import { AGGREGATES, CATALOGUE } from './tokens.js';

const events = defineEvents('demo', { 'Counted.v1': z.object({ by: z.int().describe('how many'), note: z.string().optional() }), 'SiteOpened.v1': z.object({}) });
const given = (provide: symbol, useValue: unknown) => ({ provide, useValue });
@Module({ providers: [HttpParts, given(CATALOGUE, new EventCatalogue([events])), given(AGGREGATES, [{ context: 'demo', category: 'household' }, { context: 'demo', category: 'site' }, { context: 'demo', category: 'fund' }])] })
class App {}

let app: NestFastifyApplication;
const get = async (path: string) => {
  const { statusCode, headers, body } = await app.inject({ url: path });
  return { status: statusCode, type: headers['content-type'], body };
};
beforeAll(async () => {
  app = await NestFactory.create<NestFastifyApplication>(App, httpAdapter(), { logger: false });
  setUpHttp(app, { title: 'Demo', version: '1' });
  await app.init();
});
afterAll(() => app.close());

describe('the contracts that a running service shows', () => {
  it('are listed on a page that the reference of the interface leads to', async () => {
    const { externalDocs } = JSON.parse((await get('/docs-json')).body) as { externalDocs: { url: string } };
    const { status, type, body } = await get(externalDocs.url);
    expect([status, type]).toEqual([200, 'text/html; charset=utf-8']);
    const links = [...body.matchAll(/href="([^"]+)"/g)].map(([, link]) => link!);
    expect(links).toEqual(['/docs', '/docs-json', '/docs/asyncapi.json', '/docs/asyncapi.yaml', '/docs/events/demo.Counted.v1.json', '/docs/events/demo.SiteOpened.v1.json']);
    for (const link of links) expect([link, (await get(link)).status]).toEqual([link, 200]);
  });

  it('have the schema of each event, which takes fields that it does not name', async () => {
    const { type, body } = await get('/docs/events/demo.Counted.v1.json');
    expect([type, JSON.parse(body)]).toEqual(['application/json; charset=utf-8', {
      $schema: 'https://json-schema.org/draft/2020-12/schema', $id: 'urn:humai:event:demo.Counted.v1', title: 'demo.Counted.v1',
      type: 'object', properties: { by: { type: 'integer', description: 'how many' }, note: { type: 'string' } }, required: ['by'],
    }]);
    const unknown = await get('/docs/events/demo.Counted.v2.json');
    expect([unknown.status, unknown.type, JSON.parse(unknown.body)]).toEqual([404, 'application/problem+json; charset=utf-8', expect.objectContaining({ code: 'SUBJECT.NOT_FOUND', detail: '找不到 demo.Counted.v2.json' })]);
  });

  it('have a topic for every category of streams, whose messages refer to the schemas beside them; the same as YAML', async () => {
    const document = JSON.parse((await get('/docs/asyncapi.json')).body) as {
      channels: Record<string, { address: string; messages: object }>; components: { messages: Record<string, { payload: { schema: { $ref: string } } }> };
    };
    expect(Object.entries(document.channels).map(([, { address, messages }]) => [address, Object.keys(messages)])).toEqual([
      ['humai.fund.v1', []], ['humai.household.v1', ['demo.Counted.v1']], ['humai.site.v1', ['demo.SiteOpened.v1']], ['humai.dead-letter.v1', ['DeadLetter']],
    ]);
    const { $ref } = document.components.messages['demo.Counted.v1']!.payload.schema;
    expect((await get(new URL($ref, 'http://x/docs/asyncapi.json').pathname)).status).toBe(200);
    const { type, body } = await get('/docs/asyncapi.yaml');
    expect([type, parse(body)]).toEqual(['application/yaml; charset=utf-8', document]);
  });
});
