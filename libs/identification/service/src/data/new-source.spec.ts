import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DataSourcePolicy, IdentificationPolicy, IncomeLinePolicy } from '@humai/contracts-identification';
import { CommandExecutor } from '@humai/nest';
import { loadPolicies } from '@humai/policy';
import { dataFile, takeBatch } from '../testing/data-files.js';
import { idNumberOf, person, runningService, VILLAGE, type RunningService } from '../testing/running-service.js';

const ROOT = new URL('../../../../../', import.meta.url);
/** As the page tells people to write it. */
const DOCUMENT = /```yaml\n([\s\S]*?)```/.exec(readFileSync(fileURLToPath(new URL('docs/how-to/add-a-department-source.md', ROOT)), 'utf8'))![1]!;

let service: RunningService;
let folder: string;
beforeAll(async () => {
  service = await runningService();
  folder = mkdtempSync(join(tmpdir(), 'humai-policies-'));
  cpSync(fileURLToPath(new URL('policies', ROOT)), folder, { recursive: true });
  mkdirSync(join(folder, 'mine'));
  writeFileSync(join(folder, 'mine', 'electricity.yaml'), DOCUMENT);
  await service.give('RegisterHousehold', 'h1', { registerNumber: null, village: VILLAGE, kind: 'GENERAL', members: [person(1)] });
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await service.close();
});

it('a source that nobody had thought of is a document and nothing else', async () => {
  const policies = loadPolicies({ directory: folder, kinds: [IdentificationPolicy, IncomeLinePolicy, DataSourcePolicy], otherKinds: 'ignore' });
  const { store, catalogue, clock, ids, calendar } = service;
  const withDocument = { ...service, policies, executor: new CommandExecutor({ store, catalogue, clock, ids, policies, calendar }) };
  const path = await dataFile(service, [{ '户主身份证': idNumberOf(1), '用电量(度)': 12, 上月用电量: 120, 欠费: '3.5' }]);
  const options = { source: 'electricity', sender: { id: 'grid', grants: [{ role: 'department:power-grid', area: '511504' }] } };
  await expect(takeBatch(service, path, options)).rejects.toMatchObject({ code: 'DATA.SOURCE_UNKNOWN' });
  expect(await takeBatch(withDocument, path, options)).toMatchObject({ rows: 1, matched: 1, raised: 1, errors: [] });
  expect((await service.history('h1')).at(-1)?.data).toMatchObject({
    source: 'electricity', ruleVersion: 'data-source/511504/electricity-2025', rule: 'use-fell', numbers: { unitsBefore: 120, unitsUsed: 12 },
    statement: { zh: '用电量由 120 度降至 12 度', en: 'use of electricity fell from 120 to 12 units' }, dueOn: '2025-03-20', expiresOn: '2025-05-09',
  });
});
