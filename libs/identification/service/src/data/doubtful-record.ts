import type { RowFields } from '@humai/contracts-identification';
import type { PersonRecord } from '@humai/kernel';

const NUMBER = '证件号码';
const FIELDS = 'fields';

/** What a doubtful row says, as the vault keeps it. The number is no document number of its own there: nobody must be found by it. */
export const recordOfRow = (name: string | null, typed: string, fields: RowFields): PersonRecord => ({ name: name ?? '', attributes: { [NUMBER]: typed, [FIELDS]: JSON.stringify(fields) } });

export const rowOfRecord = ({ name, attributes = {} }: PersonRecord): Readonly<{ name: string; number: string; fields: RowFields }> =>
  ({ name, number: attributes[NUMBER] ?? '', fields: JSON.parse(attributes[FIELDS] ?? '{}') as RowFields });
