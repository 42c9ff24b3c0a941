import { setTimeout as sleep } from 'node:timers/promises';
import { get as httpGet, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DomainError } from '@humai/kernel';
import { Controller, Get, Module, Param, Res } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { sendNdjson, type StreamReply, untilClosed } from './ndjson.js';
import { ProblemFilter } from './problem-filter.js';
import { httpAdapter } from './set-up-http.js';

const BATCH = Array.from({ length: 1_000 }, (_, n) => ({ n, text: 'x'.repeat(100) }));
let pulled: number;
let ended: string;

async function* batchesOf(name: string, signal: AbortSignal): AsyncGenerator<readonly unknown[]> {
  pulled = 0;
  ended = 'no';
  try {
    if (name === 'refused') throw new DomainError('STORE.CLOSED');
    if (name === 'waiting') {
      yield [];
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      return;
    }
    for (; name === 'endless' || pulled < 3; pulled += 1) {
      if (name === 'broken' && pulled === 2) throw new Error('disk gone');
      yield name === 'endless' ? BATCH : [{ n: pulled }, { n: '两\n行' }];
    }
  } finally {
    ended = signal.aborted ? 'reader gone' : 'by itself';
  }
}

@Controller()
class Lines {
  @Get(':name')
  async lines(@Param('name') name: string, @Res() reply: StreamReply): Promise<void> {
    await sendNdjson(reply, batchesOf(name, untilClosed(reply)), { 'humai-position': '7' });
  }
}
@Module({ controllers: [Lines] })
class App {}

let app: NestFastifyApplication;
beforeAll(async () => {
  app = await NestFactory.create<NestFastifyApplication>(App, httpAdapter(), { logger: false });
  app.useGlobalFilters(new ProblemFilter({}));
  await app.listen(0, '127.0.0.1');
});
afterAll(() => app.close());

const request = (name: string) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    const { port } = app.getHttpServer().address() as AddressInfo;
    httpGet({ host: '127.0.0.1', port, path: `/${name}`, agent: false }, resolve).on('error', reject);
  });
async function read(message: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of message.setEncoding('utf8')) text += chunk as string;
  return text;
}
async function eventually(holds: () => boolean): Promise<void> {
  for (let n = 0; n < 500 && !holds(); n += 1) await sleep(10);
}

describe('an answer of one JSON value per line', () => {
  it('holds every value on its own line, and what headers were asked for', async () => {
    const answer = await request('three');
    expect([answer.statusCode, answer.headers['content-type'], answer.headers['humai-position']]).toEqual([200, 'application/x-ndjson', '7']);
    expect(await read(answer)).toBe([0, 1, 2].map((n) => `{"n":${n}}\n{"n":"两\\n行"}\n`).join(''));
  });

  it('is an ordinary problem when nothing could be read', async () => {
    const answer = await request('refused');
    expect([answer.statusCode, answer.headers['content-type'], JSON.parse(await read(answer)).code]).toEqual([503, 'application/problem+json; charset=utf-8', 'STORE.CLOSED']);
  });

  it('breaks off, rather than end early, when it fails half way', async () => {
    const answer = await request('broken');
    expect(answer.statusCode).toBe(200);
    await expect(read(answer)).rejects.toThrow('aborted');
  });

  it('is made no faster than it is read, and no longer than somebody reads', async () => {
    const answer = await request('endless');
    answer.pause();
    // What the sockets of this machine buffer is some megabytes; a batch has a tenth of one.
    let held: number;
    do {
      held = pulled;
      await sleep(200);
    } while (held !== pulled && pulled < 150);
    expect([pulled < 150, ended]).toEqual([true, 'no']);
    answer.destroy();
    await eventually(() => ended !== 'no');
    expect(ended).toBe('reader gone');
  });

  it('begins before there is anything to say, and ends when the reader goes', async () => {
    const answer = await request('waiting');
    expect([answer.statusCode, ended]).toEqual([200, 'no']);
    answer.destroy();
    await eventually(() => ended !== 'no');
    expect(ended).toBe('reader gone');
  });
});
