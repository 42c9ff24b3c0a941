import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { httpAdapter, HttpParts, setUpHttp } from './set-up-http.js';

const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
const { promise: answered, resolve: answer } = Promise.withResolvers<string>();

@Controller()
class Slow {
  @Get('slow')
  async slow(): Promise<string> {
    ask();
    return answered;
  }
}
@Module({ controllers: [Slow], providers: [HttpParts] })
class App {}

it('answers what is under way when it goes down, and then waits for nobody', async () => {
  const app = await NestFactory.create<NestFastifyApplication>(App, httpAdapter(), { logger: false });
  setUpHttp(app, { title: 'Demo', version: '1' });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as { port: number };
  // fetch keeps its connection for the next request, which never comes.
  const request = fetch(`http://127.0.0.1:${port}/slow`);
  await asked;
  const closed = app.close();
  await sleep(50);
  answer('at last');
  expect(await (await request).text()).toBe('at last');
  expect(await Promise.race([closed.then(() => 'closed'), sleep(3_000, 'still open', { ref: false })])).toBe('closed');
});
