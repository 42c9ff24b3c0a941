import { type CommandDefinition, defineCommand } from '@humai/kernel';
import { defineAggregate } from '@humai/nest';
import { z } from 'zod';
import { householdAggregate } from './household-aggregate.js';

const internal = <const N extends string>(name: N, zh: string, en: string) =>
  defineCommand({ name, subject: 'households', category: 'household', roles: ['service'], summary: { zh, en }, body: z.record(z.string(), z.unknown()), refusals: ['HOUSEHOLD.EXISTS', 'HOUSEHOLD.CLOSED', 'HOUSEHOLD.MERGED'] });

/** The other household's side of a split or a merge; no route leads here, only the service itself. */
export const householdLinks = defineAggregate({
  ...householdAggregate,
  commands: {
    FormBySplit: internal('FormBySplit', '由分户形成', 'form the household that split off'),
    TakeInHousehold: internal('TakeInHousehold', '接收并入的户', 'take a merged household in'),
    UndoLink: internal('UndoLink', '撤销未成的分并户', 'undo a split or merge that came to nothing'),
  } satisfies Record<string, CommandDefinition>,
  creates: ['FormBySplit'],
});
