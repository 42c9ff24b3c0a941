import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runningApp, type RunningApp } from '../testing/running-app.js';
import { numberOf, recordOf, registerFile, row } from '../testing/register-files.js';

let app: RunningApp;
beforeAll(async () => { app = await runningApp(); });
afterAll(() => app.close());

const URL_ = '/v1/identification/register-imports';
/** The last line of the answer, or the problem. */
async function send(rows: Parameters<typeof registerFile>[1], { who = 'county@511504', query = '', type = 'application/octet-stream' } = {}) {
  const answer = await app.inject({ method: 'POST', url: `${URL_}${query}`, headers: { 'x-who': who, 'content-type': type }, payload: await readFile(await registerFile(app, rows, { encoding: 'gb18030' })) });
  const lines = answer.body.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
  return { status: answer.statusCode, last: lines.at(-1)! };
}

describe('a register sent over HTTP', () => {
  it('is taken as at the command line; the file is gone afterwards', async () => {
    expect(await send([row(1), row(2, { documentNumber: '1' })])).toStrictEqual({
      status: 200,
      last: { result: {
        accepted: 1, unchanged: 0, rejected: 1, events: 3, queries: [],
        errors: [{ row: 3, column: '证件号码', code: 'PERSON.ID_NUMBER_LENGTH', message: '证件号码应为 18、20 或 22 位,实为 1 位' }],
      } },
    });
    expect(await recordOf(app, numberOf(1))).toHaveLength(1);
    expect(readdirSync(join(app.directory, 'scratch'))).toStrictEqual([]);
  });

  it('is only checked in a dry run', async () => {
    expect((await send([row(3)], { query: '?dryRun=true' })).last).toMatchObject({ result: { accepted: 1, events: 0 } });
    expect(await recordOf(app, numberOf(3))).toStrictEqual([]);
  });

  it('goes with the rights of the caller', async () => {
    expect((await send([row(4)], { who: 'township@511504001' })).last).toMatchObject({ result: { rejected: 1, errors: [{ row: 2, code: 'PERMISSION.AREA' }] } });
    expect(await send([row(4)], { who: 'township@511504001', query: '?area=511504101' })).toMatchObject({ status: 403, last: { code: 'PERMISSION.AREA' } });
    for (const role of ['village', 'department:civil-affairs', 'assessor', 'auditor', 'ops']) expect(await send([row(4)], { who: `${role}@511504` })).toMatchObject({ status: 403, last: { code: 'PERMISSION.ROLE' } });
    expect(await recordOf(app, numberOf(4))).toStrictEqual([]);
  });

  it('is refused in another form, or with a mapping that is wrong', async () => {
    expect(await send([row(5)], { query: '?mapping=%7B%22x%22%3A%22y%22%7D' })).toMatchObject({ status: 422, last: { code: 'REGISTER.MAPPING' } });
    expect(await send([row(5)], { type: 'application/json' })).toMatchObject({ status: 400 });
  });

  it('that cannot be read is one problem', async () => {
    const answer = await app.inject({ method: 'POST', url: URL_, headers: { 'x-who': 'county@511504', 'content-type': 'application/octet-stream' }, payload: Buffer.from([0xff, 0x61, 0x0a, 0xff]) });
    expect(JSON.parse(answer.body.trim().split('\n').at(-1)!)).toMatchObject({ problem: { code: 'REGISTER.ENCODING', status: 422 } });
    expect(readdirSync(join(app.directory, 'scratch'))).toStrictEqual([]);
  });
});
