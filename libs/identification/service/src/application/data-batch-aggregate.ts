import { DataBatchCommands } from '@humai/contracts-identification';
import { dataBatchDecider, type DataBatch } from '@humai/identification-domain';
import { defineCommand, type CommandDefinition } from '@humai/kernel';
import { defineAggregate } from '@humai/nest';
import { z } from 'zod';

type Asked = Readonly<{ area?: string; sourceVersion?: string }>;
const batch = {
  context: 'identification',
  category: 'dataBatch',
  decider: dataBatchDecider,
  creates: ['ReceiveBatch'],
  exists: (state: DataBatch) => state.received !== null,
  areaOf: (state: DataBatch, _command: string, data: unknown) => state.received?.area ?? (data as Asked).area,
  policyOf: (state: DataBatch, { data }: Readonly<{ data: unknown }>) => state.received?.sourceVersion ?? (data as Asked).sourceVersion ?? null,
};

/** What outsiders may do with a data batch. */
export const dataBatchAggregate = defineAggregate({ ...batch, commands: DataBatchCommands });

const internal = <const N extends string>(name: N, zh: string, en: string) =>
  defineCommand({ name, subject: 'data-batches', category: 'dataBatch', roles: ['department', 'county', 'service'], summary: { zh, en }, body: z.record(z.string(), z.unknown()), refusals: ['BATCH.EXISTS'] });

/** The taking of a batch; no route leads here, only the import of a file. */
export const dataBatchIntake = defineAggregate({
  ...batch,
  commands: {
    ReceiveBatch: internal('ReceiveBatch', '接收数据批次', 'receive a data batch'),
    DoubtMatches: internal('DoubtMatches', '登记存疑匹配', 'put matches aside for somebody to look at'),
    FinishBatch: internal('FinishBatch', '完成数据批次', 'end the taking of a batch'),
  } satisfies Record<string, CommandDefinition>,
});
