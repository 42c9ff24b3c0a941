import { z } from 'zod';
import type { CommandDefinition, Role } from '@humai/kernel';
import { MemberReason, Relation } from '../codes.js';
import { Hash, Id, onHousehold, Village } from '../define.js';
import { DEPARTURES } from './codes.js';

const OFFICE: readonly Role[] = ['township', 'county'];
const goingMembers = z.array(z.object({ personId: Id, relation: Relation.describe('to the householder of the other household') })).min(1).max(60);

/** Households that come and go, spread into the commands of identification. */
export const LineageCommands = {
  SplitHousehold: onHousehold('SplitHousehold', OFFICE, '分户', 'split a household',
    z.object({
      newHouseholdId: Id, newRegisterNumber: z.string().trim().min(1).max(40).nullable().default(null), village: Village.optional().describe('of the new household; the same unless told'),
      members: goingMembers, clueIds: z.array(Id).max(50).default([]).describe('open clues that are about the new household'), evidenceHash: Hash,
    }),
    ['HOUSEHOLD.CASE_OPEN', 'HOUSEHOLD.CLOSED', 'HOUSEHOLD.MERGED', 'HOUSEHOLD.EXISTS', 'HOUSEHOLD.NOT_ONE_HOUSEHOLDER', 'HOUSEHOLD.TWO_SPOUSES', 'SPLIT.HOUSEHOLDER_STAYS', 'MEMBER.NOT_FOUND', 'MEMBER.EXISTS', 'CLUE.NOT_FOUND', 'CLUE.CLOSED', 'AREA.UNKNOWN']),
  MergeHousehold: onHousehold('MergeHousehold', OFFICE, '并户', 'merge a household into another',
    z.object({ intoHouseholdId: Id, members: goingMembers, evidenceHash: Hash }),
    ['HOUSEHOLD.CASE_OPEN', 'HOUSEHOLD.CLOSED', 'HOUSEHOLD.MERGED', 'HOUSEHOLD.NOT_FOUND', 'HOUSEHOLD.NOT_ONE_HOUSEHOLDER', 'HOUSEHOLD.TWO_SPOUSES', 'MERGE.SAME_HOUSEHOLD', 'MERGE.MEMBERS', 'MEMBER.NOT_FOUND', 'MEMBER.EXISTS', 'MERGE.TOO_MANY_RISKS', 'ENROLMENT.CATEGORY_KIND']),
  CloseHousehold: onHousehold('CloseHousehold', OFFICE, '整户自然注销', 'close a household whose last members died or left',
    z.object({ reason: MemberReason.extract(DEPARTURES) }), ['HOUSEHOLD.CASE_OPEN', 'HOUSEHOLD.CLOSED', 'HOUSEHOLD.MERGED']),
} as const satisfies Record<string, CommandDefinition>;
