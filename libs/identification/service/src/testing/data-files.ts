import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { writeXlsx } from 'hucre/xlsx';
import iconv from 'iconv-lite';
import type { Caller } from '@humai/kernel';
import { DataBatchImport, type DataBatchOptions } from '../data/index.js';
import { idNumberOf, type RunningService } from './running-service.js';

export type DataRow = Readonly<Record<string, string | number>>;
export type DataFileOptions = Readonly<{ format?: 'csv' | 'xlsx'; encoding?: 'utf8' | 'gb18030'; headings?: readonly string[] }>;

let files = 0;
/** Writes a department's file and answers where it is; the headings are those of the first row unless told. */
export async function dataFile({ directory }: Pick<RunningService, 'directory'>, rows: readonly DataRow[], { format = 'csv', encoding = 'utf8', headings = Object.keys(rows[0] ?? {}) }: DataFileOptions = {}): Promise<string> {
  const path = join(directory, `data-${(files += 1)}.${format}`);
  const table = [[...headings], ...rows.map((row) => headings.map((h) => String(row[h] ?? '')))];
  await writeFile(path, format === 'xlsx' ? await writeXlsx({ sheets: [{ name: '数据', rows: table }] }) : iconv.encode(stringify(table), encoding));
  return path;
}

/** A stay in hospital of person `n` that costs so many yuan. */
export const stay = (n: number, yuan: number, over: DataRow = {}): DataRow => ({ 证件号码: idNumberOf(n), 姓名: `测试${n}`, 单次住院自付费用: yuan, 年度累计自付费用: yuan, 出院日期: '2025-02-20', ...over });

export const medicalBureau: Caller = { id: 'medical-1', grants: [{ role: 'department:medical-insurance', area: '511504' }] };
/** A delivery as the command line and the HTTP interface take it. */
export async function takeBatch(service: RunningService, path: string, options: Partial<DataBatchOptions> = {}) {
  const { executor, store, catalogue, readStore, vault, policies, calendar, clock } = service;
  return new DataBatchImport({ executor, store, catalogue, readStore, vault, policies, calendar, clock }).run(path, { source: 'medical-insurance', period: '2025-02', area: '511504', sender: medicalBureau, language: 'en', ...options });
}
