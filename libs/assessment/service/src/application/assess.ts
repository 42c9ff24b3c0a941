import { hash } from 'node:crypto';
import { type HouseholdFacts, ScoreSheet, unitOf } from '@humai/assessment-domain';
import { type Assessment, AssessmentPolicy, ScoresQuestion, type UnitScore } from '@humai/contracts-assessment';
import { type AreaDirectory, type Calendar, type Clock, DomainError, localDateOf, type PolicyInForce, type PolicySource } from '@humai/kernel';
import { parseShape } from '@humai/nest';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { dayAt, type Log, momentOf, positionOf } from './log.js';

/** Where the facts of households are read from. */
export interface FactSource {
  /** Waits, not for ever, until facts can be had up to a position (none = as they are), and tells up to where. Throws `READ_MODEL.BEHIND`. */
  reach(position?: number): Promise<number>;
  /** The households that ever lived in an area, as known up to a position. Throws {@link FactsReplaced}. */
  households(area: string, upTo: number): AsyncIterable<readonly HouseholdFacts[]>;
}

/** What was being read is no longer what serves: to be read again from the beginning. */
export class FactsReplaced extends Error {}

export type AssessmentSources = Readonly<{
  log: Log;
  facts: FactSource;
  areas: AreaDirectory;
  policies: PolicySource;
  calendar: Calendar;
  clock: Clock;
}>;

export type AssessRequest = Readonly<{
  year: number;
  /** Division code, with or without its zeros. */
  area: string;
  /** Version; the one in force on 31 December of the year unless told, or today while the year is not over. */
  policy?: string | undefined;
  /** Date (to its end in China) or instant: what was recorded later is left out. */
  knownAt?: string | undefined;
  /** Log position: what comes after is left out. */
  upTo?: number | undefined;
}>;

const Request = ScoresQuestion.omit({ at: true }).extend({ upTo: z.int().min(0).optional() });
const ATTEMPTS = 5;

/**
 * The scores of an area and every division below it, for a year.
 *
 * They depend on year, area, policy and the log up to `position`, and on nothing else: not on the clock, the machine or the source of facts.
 * "Today" is therefore the day of the last event up to `position`. While the year is not over by then, it is scored as it stands on that day:
 * a measure that is not yet late is not judged, a relocated household counts as it lives now. The clock is asked once, for the policy that is meant
 * when none is named: a year that is over goes by the one in force on its last day, a year that is not by today's.
 *
 * The digest is of the scores and what they claim to be, so it says nothing of `position`: an event that changes no score changes no digest.
 * `knownAt` only chooses the position; asking for that position gives the same.
 *
 * Throws `SHAPE.INVALID`, `AREA.UNKNOWN`, `POLICY.UNKNOWN_VERSION`, `POLICY.NOT_IN_FORCE`, `ASSESSMENT.POSITION_AHEAD`, `READ_MODEL.BEHIND`.
 */
export async function assess(request: AssessRequest, sources: AssessmentSources): Promise<Assessment> {
  const { year, area, policy: wanted, knownAt, upTo } = parseShape(Request, request, 'request');
  const { log, facts, areas, calendar } = sources;
  const moment = knownAt === undefined ? undefined : momentOf(knownAt, 'knownAt');
  const unit = unitOf(area, areas, year);
  const { version: policy, content } = policyOf(wanted, year, unit.code, sources);
  const position = await positionOf(log, upTo, moment);
  await facts.reach(position);
  const asOf = (await dayAt(log, position)) ?? `${year}-01-01`;
  const sheetOf = () => new ScoreSheet({ policy: content, year, asOf, calendar }, unit);
  const units = (await filled(sheetOf, facts, unit.code, position)).units(areas);
  return { digest: digestOf({ policy, year, area: unit.code, units }), policy, position, units };
}

/** SHA-256 of the canonical JSON (RFC 8785): a third party gets the same from the answer with any library. */
export const digestOf = (scores: Readonly<{ policy: string; year: number; area: string; units: readonly UnitScore[] }>): string => hash('sha256', canonicalize(scores)!);

function policyOf(version: string | undefined, year: number, area: string, { policies, clock }: AssessmentSources): PolicyInForce<AssessmentPolicy> {
  if (version === undefined) {
    const [today, yearEnd] = [localDateOf(clock.now()), `${year}-12-31`];
    return policies.inForce(AssessmentPolicy, area, today < yearEnd ? today : yearEnd);
  }
  try {
    return policies.version(AssessmentPolicy, version);
  } catch (error) {
    throw error instanceof DomainError ? new DomainError(error.code, error.details, 'policy') : error;
  }
}

async function filled(sheetOf: () => ScoreSheet, facts: FactSource, area: string, upTo: number): Promise<ScoreSheet> {
  for (let attempt = 1; ; attempt += 1) {
    const sheet = sheetOf();
    try {
      for await (const batch of facts.households(area, upTo)) for (const household of batch) sheet.add(household);
      return sheet;
    } catch (error) {
      if (!(error instanceof FactsReplaced) || attempt >= ATTEMPTS) throw error;
    }
  }
}
