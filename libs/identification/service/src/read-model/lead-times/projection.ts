import type { AssistanceEvent } from '@humai/contracts-assistance';
import type { Channel, IdentificationEvent, RiskType } from '@humai/contracts-identification';
import { subjectOf, type LocalDate, type Projection, type ReadDocument, type RecordedEvent } from '@humai/kernel';

type Clue = Readonly<{ clueId: string; channel: Channel; riskTypes: readonly RiskType[]; occurredOn: LocalDate; foundOn: LocalDate }>;

/** The dates of one identification (早发现、早研判、早审定、早帮扶); null where it has not come to that. */
export type CaseTimes = Readonly<{
  caseId: string;
  /** Those it began from, the first before the others. */
  clueIds: readonly string[];
  village: string;
  channel: Channel;
  riskTypes: readonly RiskType[];
  happenedOn: LocalDate;
  foundOn: LocalDate;
  analysedOn: LocalDate | null;
  decidedOn: LocalDate | null;
  helpedOn: LocalDate | null;
  enrolmentId: string | null;
}>;

export type LeadTimesDocument = ReadDocument & Readonly<{ village: string; clues: readonly Clue[]; cases: readonly CaseTimes[] }>;

type Event = RecordedEvent<IdentificationEvent | AssistanceEvent>;
type Body = Omit<LeadTimesDocument, '_id' | 'position'>;

const changed = (doc: Body, which: (c: CaseTimes) => boolean, to: Partial<CaseTimes>): Body => ({ ...doc, cases: doc.cases.map((c) => (which(c) ? { ...c, ...to } : c)) });

/** A clue said wrongly when it happened or of what: so did the case that it dates. */
function corrected(doc: Body, { clueId, riskTypes, occurredOn }: Pick<Clue, 'clueId' | 'riskTypes' | 'occurredOn'>): Body {
  const clues = doc.clues.map((c) => (c.clueId === clueId ? { ...c, riskTypes, occurredOn } : c));
  return {
    ...doc, clues,
    cases: doc.cases.map((c) => {
      if (!c.clueIds.includes(clueId)) return c;
      const own = clues.filter((clue) => c.clueIds.includes(clue.clueId));
      return { ...c, riskTypes: [...new Set(own.flatMap((clue) => clue.riskTypes))], happenedOn: c.clueIds[0] === clueId ? occurredOn : c.happenedOn };
    }),
  };
}

/** How long did each step of each identification take? The first clue of a case dates it: what came later did not make it slower. */
export const leadTimesProjection: Projection<LeadTimesDocument, Event> = {
  name: 'identification.lead-times',
  version: 1,
  indexes: [['village']],
  handles: [
    'identification.HouseholdRegistered.v1', 'identification.HouseholdChanged.v1', 'identification.ClueReported.v1', 'identification.ClueClosed.v1', 'identification.CaseOpened.v1',
    'identification.HouseholdVerified.v1', 'identification.CountyDecisionMade.v1', 'identification.CaseEnded.v1', 'identification.HouseholdEnrolled.v1', 'identification.EntryCorrected.v1',
    'assistance.MeasureDelivered.v1',
  ],
  documentId: ({ stream }) => subjectOf(stream),
  evolve(doc, { type, data, metadata }) {
    if (type === 'identification.HouseholdRegistered.v1') return { village: data.village, clues: [], cases: [] };
    if (!doc) return null;
    const inCase = (caseId: string) => (c: CaseTimes) => c.caseId === caseId;
    switch (type) {
      case 'identification.HouseholdChanged.v1':
        return { ...doc, village: data.village };
      case 'identification.ClueReported.v1': {
        const { clueId, channel, riskTypes, occurredOn, foundOn } = data;
        return { ...doc, clues: [...doc.clues, { clueId, channel, riskTypes, occurredOn, foundOn }] };
      }
      case 'identification.ClueClosed.v1':
        return { ...doc, clues: doc.clues.filter((c) => c.clueId !== data.clueId) };
      case 'identification.CaseOpened.v1': {
        const clues = doc.clues.filter((c) => data.clueIds.includes(c.clueId)).sort((a, b) => (a.foundOn < b.foundOn ? -1 : a.foundOn > b.foundOn ? 1 : 0));
        const [first] = clues;
        if (data.purpose !== 'ENROLMENT' || !first) return doc;
        return {
          ...doc,
          cases: [...doc.cases, {
            caseId: data.caseId, clueIds: clues.map((c) => c.clueId), village: data.village, channel: first.channel, riskTypes: [...new Set(clues.flatMap((c) => c.riskTypes))], happenedOn: first.occurredOn, foundOn: first.foundOn,
            analysedOn: null, decidedOn: null, helpedOn: null, enrolmentId: null,
          }],
        };
      }
      case 'identification.HouseholdVerified.v1':
        return changed(doc, inCase(data.caseId), { analysedOn: data.visitedOn });
      case 'identification.EntryCorrected.v1': {
        const { content } = data;
        if (content.entry === 'VERIFICATION') return changed(doc, inCase(content.caseId), { analysedOn: content.visitedOn });
        return content.entry === 'CLUE' ? corrected(doc, content) : doc;
      }
      case 'identification.CountyDecisionMade.v1':
        return changed(doc, inCase(data.caseId), { decidedOn: metadata.effectiveOn });
      case 'identification.CaseEnded.v1':
        // A case can be refused before the county decides; withdrawn, nothing was decided.
        return data.outcome === 'WITHDRAWN' ? doc : changed(doc, (c) => c.caseId === data.caseId && c.decidedOn === null, { decidedOn: metadata.effectiveOn });
      case 'identification.HouseholdEnrolled.v1':
        return changed(doc, inCase(data.caseId), { enrolmentId: data.enrolmentId });
      case 'assistance.MeasureDelivered.v1':
        // Help for the enrolment that runs: the last one. Help outside a plan is no answer to its risks.
        return data.measureId === null ? doc : changed(doc, (c) => c.enrolmentId !== null && c === doc.cases.findLast((last) => last.enrolmentId !== null) && c.helpedOn === null, { helpedOn: data.deliveredOn });
      default:
        return doc;
    }
  },
};
