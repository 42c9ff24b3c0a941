import { z } from 'zod';
import { Category, Channel, ClearingMode, HouseholdKind, Labour, MemberReason, Relation, RiskType } from '../codes.js';
import { OtherChannel, SelfReportForm } from '../deciding/codes.js';
import { DataEvents } from '../data/events.js';
import { EvidenceHash, Fen, Id, Month, On } from '../stored.js';
import { WatchEvents } from '../watch/events.js';
import { LinkFailure } from './codes.js';

/** A member who goes to another household, with what they are there and were here. */
const CarriedMember = z.object({ personId: Id, relation: Relation, previousRelation: Relation, labour: Labour });
export type CarriedMember = Readonly<z.infer<typeof CarriedMember>>;

const CarriedIncome = z.object({ year: z.number().int(), incomePerHeadFen: Fen });

/** An open clue that goes on in another household: as it was reported, and its limit runs on. */
const CarriedClue = z.object({
  clueId: Id, channel: Channel, riskTypes: z.array(RiskType), occurredOn: On, foundOn: On, dueOn: On, source: z.string().nullable(),
  acceptBy: On.optional(), personIds: z.array(Id).optional(), warningId: Id.optional(), otherKind: OtherChannel.optional(),
  selfReport: z.object({ form: SelfReportForm, markHash: EvidenceHash, readOut: z.boolean().optional() }).optional(),
});
export type CarriedClue = Readonly<z.infer<typeof CarriedClue>>;

const CarriedEnrolment = z.object({
  enrolmentId: Id, category: Category, enrolledOn: On, deliveredMeasures: z.number().int(),
  risks: z.array(z.object({ riskId: Id, type: RiskType, open: z.boolean() })),
  cleared: z.object({ month: Month, mode: ClearingMode }).nullable(),
});
export type CarriedEnrolment = Readonly<z.infer<typeof CarriedEnrolment>>;

/** An open warning that goes on in another household, with the limit it has. */
const CarriedWarning = DataEvents['WarningRaised.v1'].omit({ village: true, carriedFrom: true });
export type CarriedWarning = Readonly<z.infer<typeof CarriedWarning>>;

/** A watch list on which the other household is, too, from now on. */
const CarriedListing = WatchEvents['WatchListJoined.v1'].omit({ village: true });
export type CarriedListing = Readonly<z.infer<typeof CarriedListing>>;

const watched = { warnings: z.array(CarriedWarning).optional(), lists: z.array(CarriedListing).optional() };

// STORAGE FORMAT, as in ../events.ts. A split or a merge is decided on one stream and carried out on the other, which names the event that decided it.
export const LineageEvents = {
  'HouseholdSplit.v1': z.object({
    newHouseholdId: Id, registerNumber: z.string().nullable(), village: z.string(), kind: HouseholdKind,
    members: z.array(CarriedMember), incomes: z.array(CarriedIncome), clues: z.array(CarriedClue), evidenceHash: EvidenceHash, ...watched,
  }),
  'HouseholdFormedBySplit.v1': z.object({ originHouseholdId: Id, splitEventId: Id, splitPosition: z.number().int().describe('place of that event in the log') }),
  'HouseholdMergedInto.v1': z.object({
    intoHouseholdId: Id, members: z.array(CarriedMember), incomes: z.array(CarriedIncome), clues: z.array(CarriedClue), enrolment: CarriedEnrolment.nullable(),
    evidenceHash: EvidenceHash, ...watched,
  }),
  'HouseholdMergedFrom.v1': z.object({
    fromHouseholdId: Id, mergeEventId: Id, mergePosition: z.number().int().describe('place of that event in the log'),
    risksNotTaken: z.array(RiskType).describe('risks for which there was no place among five'),
  }),
  'HouseholdLinkUndone.v1': z.object({ eventId: Id.describe('the split or merge that came to nothing'), otherHouseholdId: Id, why: LinkFailure }),
  'HouseholdClosed.v1': z.object({ reason: MemberReason, enrolmentId: Id.nullable().describe('the open enrolment that ends with it'), clueIds: z.array(Id).optional().describe('clues that end with it: nobody is left to be told') }),
} as const;
