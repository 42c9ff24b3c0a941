import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connectMongo } from '@humai/mongo';
import { startRealServices, whatIsMissing } from './index.js';
import { answers, freePort } from './service.js';

const missing = whatIsMissing();
(missing ? describe.skip : describe)(`servers started by Java and Maven [${missing ? `not tested, ${missing}` : 'by Java'}]`, () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'humai-real-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('are killed and started again on their data, and gone when stopped', async () => {
    const services = await startRealServices({ directory, only: ['mongo'] });
    const port = Number(new URL(services.mongoUrl).port);
    const connect = () => connectMongo({ url: `${services.mongoUrl}/trial` });
    const before = await connect();
    await before.run((database) => database.collection('kept').insertOne({ n: 1 }));
    await before.close();
    await services.mongo!.stop();
    expect(await answers(port)).toBe(false);
    await services.mongo!.restart();
    await services.mongo!.kill();
    expect(await answers(port)).toBe(false);
    await services.mongo!.restart();
    const after = await connect();
    expect(await after.run((database) => database.collection('kept').countDocuments())).toBe(1);
    await after.close();
    await services.stop();
    expect([await answers(port), services.kafkaUrl]).toStrictEqual([false, '']);
  });

  it.each([['kafka', 'Apache Kafka'], ['mongo', 'the MongoDB-protocol server']] as const)('say which of them a taken port is for: %s', async (kind, name) => {
    const port = await freePort();
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(port, '127.0.0.1', resolve));
    await expect(startRealServices({ directory, only: [kind], [`${kind}Port`]: port })).rejects.toThrow(`port ${port} for ${name} is taken`);
    await new Promise((resolve) => taken.close(resolve));
  });

  it('end with the program that started them', async () => {
    const port = await freePort();
    const program = `const { startRealServices } = await import('@humai/real-services'); await startRealServices({ directory: process.argv[1], mongoPort: ${port}, only: ['mongo'] }); process.exit(3);`;
    expect(spawnSync(process.execPath, ['--input-type=module', '-e', program, directory], { timeout: 60_000 }).status).toBe(3);
    for (let n = 0; n < 100 && (await answers(port)); n += 1) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await answers(port)).toBe(false);
  });
});
