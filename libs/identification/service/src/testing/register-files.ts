import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { writeXlsx } from 'hucre/xlsx';
import iconv from 'iconv-lite';
import { REGISTER_FIELDS, type RegisterFieldKey } from '@humai/contracts-identification';
import type { Caller } from '@humai/kernel';
import { CommandSink } from '../register/command-sink.js';
import { ReadStoreImportProgress } from '../register/read-store-progress.js';
import { RegisterImport, type ImportOptions } from '../register/register-import.js';
import type { RegisterCells } from '../register/write-register.js';
import { idNumberOf, type RunningService } from './running-service.js';

const COLUMNS: readonly RegisterFieldKey[] = [
  'county', 'township', 'village', 'householdNumber', 'name', 'documentNumber', 'phone', 'relation', 'labour', 'education', 'kind', 'category', 'risk1', 'risk2', 'enrolledMonth', 'cleared', 'clearedMonth',
  'clearingMode', 'year', 'incomePerHead',
];

export const numberOf = (household: number): string => `R${String(household).padStart(6, '0')}`;
/** The row of person `n`, householder of household `n` unless told, in 五一村 of 南广镇. */
export const row = (n: number, over: RegisterCells = {}): RegisterCells => ({
  county: '叙州区', township: '南广镇', village: '五一村', householdNumber: numberOf(n), name: `测试${n}`, documentNumber: idNumberOf(n), phone: `100${String(n).padStart(8, '0')}`, relation: '户主',
  labour: '普通劳动力', education: '小学', kind: '一般农户', ...over,
});
/** A row of another member of the household of person `household`. */
export const memberRow = (n: number, household: number, relation: string, over: RegisterCells = {}): RegisterCells => row(n, { householdNumber: numberOf(household), relation, ...over });
export const monitored: RegisterCells = { category: '边缘易致贫户', risk1: '因病', risk2: '因学', enrolledMonth: '202303' };

export type FileOptions = Readonly<{ format?: 'csv' | 'xlsx'; encoding?: 'utf8' | 'gb18030' | 'utf16le'; bom?: boolean; columns?: readonly RegisterFieldKey[]; headings?: Readonly<Partial<Record<RegisterFieldKey, string>>>; delimiter?: string }>;

let files = 0;
/** Writes a register file and answers where it is. */
export async function registerFile({ directory }: Pick<RunningService, 'directory'>, rows: readonly RegisterCells[], options: FileOptions = {}): Promise<string> {
  const { format = 'csv', encoding = 'utf8', bom = false, columns = COLUMNS, headings = {}, delimiter = ',' } = options;
  const path = join(directory, `register-${(files += 1)}.${format}`);
  const table = [columns.map((key) => headings[key] ?? REGISTER_FIELDS[key].zh), ...rows.map((cells) => columns.map((key) => cells[key] ?? ''))];
  await writeFile(path, format === 'xlsx' ? await writeXlsx({ sheets: [{ name: '台账', rows: table }] }) : iconv.encode(stringify(table, { delimiter, record_delimiter: '\r\n', quoted_match: /[\r\n]/ }), encoding, { addBOM: bom }));
  return path;
}

const importer: Caller = { id: 'importer', grants: [{ role: 'county', area: '511504' }] };
/** An import as the command line and the HTTP interface do it. */
export async function importFile(service: RunningService, path: string, options: Partial<ImportOptions> = {}, actor: Caller = importer) {
  const { executor, store, catalogue, readStore, vault, areas, clock, openStaging } = service;
  await service.project();
  const sink = new CommandSink({ executor, store, catalogue, readStore, vault, actor });
  return new RegisterImport({ sink, openStaging, progress: new ReadStoreImportProgress(readStore), areas, clock }).run(path, { area: '511504', ...options });
}

/** What the log says of a household, by its register number: enough to compare two ways to the same end. */
export async function recordOf(service: RunningService, registerNumber: string) {
  await service.project();
  const { items } = await service.readStore.find<{ _id: string; position: number }>('identification.households.v1', { filter: { registerNumber } });
  const names = new Map<string, string>();
  const ids = items.flatMap((d) => (d as unknown as { members: { personId: string }[] }).members.map((m) => m.personId));
  for (const [id, record] of await service.vault.read(ids, { actor: 'spec', role: 'ops', purpose: 'testing' })) names.set(id, record?.name ?? '');
  return items.map((d) => {
    const { _id, position: _, members, ...rest } = d as unknown as { _id: string; position: number; members: { personId: string; relation: string; labour: string }[] };
    return { ...rest, members: members.map(({ personId, relation, labour }) => [names.get(personId), relation, labour]) };
  });
}
