import { DataSourcePolicy, type IdentificationEvent } from '@humai/contracts-identification';
import { addDays, daysBetween, DomainError, type CommandMeta } from '@humai/kernel';
import { readPeriod } from '../../batch/period.js';
import { occurredOnOf, signalsOf, usesLine, type RuleFacts, type Signal } from '../../batch/signals.js';
import { clueDecisions } from '../clues.js';
import { fact, isSame, lineOf, registered, type CommandOf, type Decisions, type Registered } from '../context.js';
import { entry } from '../entry.js';
import { requireLiving } from '../lineage/ended.js';
import type { Household } from '../state.js';
import { evolveData, type HouseholdData, type Told, type Warning } from './state.js';

function factsOf(household: Registered, source: DataSourcePolicy, meta: CommandMeta): RuleFacts {
  const { enrolment, registered: { kind } } = household;
  return {
    monitored: enrolment?.status === 'OPEN', cleared: enrolment?.status === 'CLEARED', kind, category: enrolment?.category ?? '',
    lineFen: usesLine(source) ? lineOf(household, meta).lineFen : 0,
  };
}

/** The warning a signal is about: one person and risk within the window. What was found unfounded, or expired, is another matter by now. */
function sameFact(data: HouseholdData, personId: string, { rule }: Signal, sameFactDays: number, on: string): readonly [string, Warning] | undefined {
  return Object.entries(data.warnings).find(([, w]) =>
    w.personId === personId && w.riskType === rule.riskType && w.verdict !== 'UNFOUNDED' && w.verdict !== 'EXPIRED' && Math.abs(daysBetween(w.raisedOn, on)) <= sameFactDays);
}

const isTold = (data: HouseholdData, personId: string, told: Told): boolean =>
  Object.values(data.warnings).some((w) => w.personId === personId && w.told.some((t) => isSame(t, told)));

/** A row of a department becomes one warning per fact; the same fact from another source joins it, and what was said before is no news. */
function raiseWarnings(state: Household, { data, meta }: CommandOf<'RaiseWarnings'>): readonly IdentificationEvent[] {
  const household = registered(state);
  if (!entry(state.members, data.personId)) {
    // The person's place follows a split a moment later.
    const into = entry(state.lineage.splitOff, data.personId);
    if (into !== undefined) throw new DomainError('MEMBER.SPLIT_OFF', { into });
    if (data.movingIn !== true) return []; // left before the row was looked at
  }
  const { version, content: source } = meta.policies.version(DataSourcePolicy, data.sourceVersion);
  const facts = factsOf(household, source, meta);
  const on = meta.effectiveOn;
  const occurredOn = occurredOnOf(source, data.fields, readPeriod(source.period, data.period)?.to ?? on, on);
  const events: IdentificationEvent[] = [];
  let known = state.data;
  for (const signal of signalsOf(source, data.fields, facts, (expression, variables) => meta.policies.evaluate(expression, variables))) {
    const { rule, numbers, statement } = signal;
    const told = { source: source.key, period: data.period, rule: rule.code, occurredOn, numbers };
    if (isTold(known, data.personId, told)) continue;
    const said = { batchId: data.batchId, ...told, ruleVersion: version, personId: data.personId, statement, expiresOn: addDays(on, source.signalDays), watchList: rule.watchList ?? null };
    const same = sameFact(known, data.personId, signal, source.sameFactDays, on);
    const event = same ? fact('WarningSupported.v1', { warningId: same[0], ...said }) : fact('WarningRaised.v1', {
      warningId: `${data.rowId}.${rule.code}`, village: household.registered.village, riskType: rule.riskType, ...said, trust: source.trust,
      householdStatus: facts.monitored ? 'MONITORED' : facts.cleared ? 'CLEARED' : 'NONE', category: state.enrolment?.category ?? null,
      raisedOn: on, dueOn: meta.calendar.due(on, source.handleWithin),
    });
    events.push(event);
    known = evolveData(known, event);
  }
  return events;
}

/** Invariant 23: each warning ends in one verdict. As a clue it goes the way of every clue, in the same decision. */
function handleWarning(state: Household, { data, meta }: CommandOf<'HandleWarning'>): readonly IdentificationEvent[] {
  registered(state);
  const warning = entry(state.data.warnings, data.warningId);
  // It went with the members.
  if (!warning) requireLiving(state);
  if (!warning) throw new DomainError('WARNING.NOT_FOUND', { warning: data.warningId }, 'warningId');
  if (warning.verdict === data.verdict && warning.reason === data.reason) return [];
  if (warning.verdict !== null) throw new DomainError('WARNING.CLOSED', { warning: data.warningId }, 'warningId');
  if (data.verdict === 'UNFOUNDED' && data.reason === null) throw new DomainError('WARNING.NEEDS_REASON', {}, 'reason');
  const clueId = data.verdict === 'TO_CLUE' ? data.warningId : null;
  const clue = clueId === null ? [] : clueDecisions.ReportClue(state, {
    type: 'ReportClue', meta,
    data: { clueId, channel: 'DEPARTMENT_DATA', riskTypes: [warning.riskType], occurredOn: warning.occurredOn, source: warning.source, personIds: [warning.personId], warningId: data.warningId },
  });
  return [...clue, fact('WarningClosed.v1', { ...data, clueId })];
}

/** Written by the deadline process; nothing when the warning was handled or the delay recorded before. */
function recordOverdue(state: Household, { data }: CommandOf<'RecordWarningOverdue'>): readonly IdentificationEvent[] {
  const warning = entry(registered(state).data.warnings, data.warningId);
  return warning && warning.verdict === null && !warning.overdue ? [fact('WarningOverdue.v1', data)] : [];
}

function expireWarning(state: Household, { data: { warningId, expiresOn } }: CommandOf<'ExpireWarning'>): readonly IdentificationEvent[] {
  const warning = entry(registered(state).data.warnings, warningId);
  // A later signal may have prolonged it.
  return warning?.verdict === null && warning.expiresOn <= expiresOn ? [fact('WarningClosed.v1', { warningId, verdict: 'EXPIRED', reason: null, clueId: null })] : [];
}

export const warningDecisions = {
  RaiseWarnings: raiseWarnings,
  HandleWarning: handleWarning,
  RecordWarningOverdue: recordOverdue,
  ExpireWarning: expireWarning,
} satisfies Partial<Decisions>;
