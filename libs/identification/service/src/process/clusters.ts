import { type ClusterRules, type ClusterSignal, type CorrectedContent, type IdentificationEvent, IdentificationPolicy } from '@humai/contracts-identification';
import { causeOf, type Gathering, gatheringsOf, isCluster, longestWindow, type NewRisk, windowFrom } from '@humai/identification-domain';
import { addDays, areaPrefix, collectionOf, DomainError, type LocalDate, type PolicySource, type Projection, type ReadDocument, type ReadStore, type RecordedEvent, subjectOf } from '@humai/kernel';
import { commandIdOf } from '@humai/messaging';
import type { CommandExecutor, ContextProcess } from '@humai/nest';
import { areaClusters } from '../application/area-aggregate.js';
import { identificationService } from '../application/household-aggregate.js';
import { type ClusterPlaceDocument, clusterPlacesProjection } from './cluster-places.js';

/** `clueId` is that of a clue, which may be corrected. */
type Signal = Readonly<{ householdId: string; cause: string; on: LocalDate; clueId?: string }>;
export type ClusterSignalsDocument = ReadDocument & Readonly<{
  /** Where the rulebook holds whose households these are. */
  area: string;
  version: string;
  /** New risks within the longest window of the rulebook. */
  signals: readonly Signal[];
  open: readonly Readonly<{ area: string; cause: string }>[];
  dueOn: LocalDate;
}>;

type Event = RecordedEvent<IdentificationEvent>;
type Body = Omit<ClusterSignalsDocument, '_id' | 'position'>;

function rulesOf(version: string, policies: Pick<PolicySource, 'version'>): ClusterRules | null {
  try {
    return policies.version(IdentificationPolicy, version).content.clusters ?? null;
  } catch (error) {
    // Without its document nothing is a cluster there; a projection must not stop for that.
    if (error instanceof DomainError && error.code === 'POLICY.UNKNOWN_VERSION') return null;
    throw error;
  }
}

function signalsOf({ type, data, stream, metadata }: Event): readonly (Signal & Readonly<{ kind: ClusterSignal }>)[] {
  const of = (kind: ClusterSignal, types: readonly string[], on = metadata.effectiveOn, clue: { clueId?: string } = {}) =>
    [...new Set(types.map(causeOf))].map((cause) => ({ kind, householdId: subjectOf(stream), cause, on, ...clue }));
  switch (type) {
    case 'identification.ClueReported.v1': return of('CLUE', data.riskTypes, data.foundOn, { clueId: data.clueId });
    case 'identification.HouseholdEnrolled.v1': return of('ENROLMENT', data.risks.map((r) => r.type), data.enrolledOn);
    case 'identification.RiskAdded.v1': return of('RISK', [data.type]);
    default: return [];
  }
}

/** A clue that was of another risk: on its day the household had that one. */
function correctedSignals(signals: readonly Signal[], { stream }: Event, content: CorrectedContent): readonly Signal[] {
  if (content.entry !== 'CLUE') return signals;
  const isOfIt = ({ householdId, clueId }: Signal) => householdId === subjectOf(stream) && clueId === content.clueId;
  const first = signals.find(isOfIt);
  if (!first) return signals;
  const right = [...new Set(content.riskTypes.map(causeOf))].map((cause) => ({ ...first, cause }));
  return signals.flatMap((s) => (s === first ? right : isOfIt(s) ? [] : [s]));
}

/** Which households of a rulebook's area have new risks, and which clusters go on? One document for each rulebook: an enrolment does not say where the household lives. */
export const clusterSignalsProjection = (policies: Pick<PolicySource, 'version'>): Projection<ClusterSignalsDocument, Event> => ({
  name: 'identification.cluster-signals',
  version: 2,
  indexes: [['dueOn']],
  handles: [
    'identification.ClueReported.v1', 'identification.HouseholdEnrolled.v1', 'identification.RiskAdded.v1', 'identification.AreaClusterFound.v1', 'identification.AreaClusterGrown.v1',
    'identification.AreaClusterEnded.v1', 'identification.EntryCorrected.v1',
  ],
  documentId: ({ metadata: { policy } }) => policy?.split('/')[1] ?? null,
  evolve(doc, event, id) {
    const { type, data, metadata } = event;
    const version = metadata.policy!;
    const rules = rulesOf(version, policies);
    if (!rules) return doc;
    const next: Body = doc ?? { area: id, version, signals: [], open: [], dueOn: metadata.effectiveOn };
    switch (type) {
      case 'identification.AreaClusterFound.v1': return { ...next, open: [...next.open, { area: data.area, cause: data.cause }] };
      case 'identification.AreaClusterGrown.v1': return next;
      case 'identification.AreaClusterEnded.v1': return { ...next, open: next.open.filter((o) => o.area !== data.area || o.cause !== data.cause) };
      case 'identification.EntryCorrected.v1': return doc && { ...doc, signals: correctedSignals(doc.signals, event, data.content) };
      default: {
        const told = signalsOf(event).filter((s) => rules.signals.includes(s.kind)).map(({ kind: _, ...signal }) => signal);
        const signals = [...next.signals, ...told];
        const latest = signals.map((s) => s.on).sort().at(-1) ?? metadata.effectiveOn;
        const from = windowFrom(latest, longestWindow(rules));
        // Due the day before, so that a cluster is seen on the day it comes about.
        return { ...next, version, signals: signals.filter((s) => s.on >= from), dueOn: addDays(latest, -1) };
      }
    }
  },
});

export type ClusterParts = Readonly<{ executor: CommandExecutor; policies: PolicySource; readStore: Pick<ReadStore, 'resolve' | 'getMany' | 'count'> }>;

/** Row 21: many new risks of one cause in one area are an alert, once for each cluster. Every tick counts anew; the area itself knows what it was told. */
export const clusterWatch = ({ executor, policies, readStore }: ClusterParts): ContextProcess => ({
  name: 'identification.clusters',
  dueDates: clusterSignalsProjection(policies),
  act: async ({ version, signals, open }: ClusterSignalsDocument, today: LocalDate) => {
    const rules = rulesOf(version, policies);
    if (!rules) return;
    const places = await readStore.resolve(collectionOf(clusterPlacesProjection));
    const recent = signals.filter((s) => s.on >= windowFrom(today, longestWindow(rules)));
    const placed = await readStore.getMany<ClusterPlaceDocument>(places, [...new Set(recent.map((s) => s.householdId))]);
    const risks = recent.flatMap((s): NewRisk[] => {
      const village = placed.get(s.householdId)?.village;
      return village === undefined ? [] : [{ ...s, village }];
    });
    const keyOf = ({ area, cause }: Readonly<{ area: string; cause: string }>) => `${area}~${cause}`;
    const give = (type: 'FindCluster' | 'EndCluster', area: string, data: object, once: string) =>
      executor.execute(areaClusters, { type, id: area, data, actor: identificationService, commandId: commandIdOf(once, type) });

    const standing = new Map<string, Gathering>();
    for (const gathering of gatheringsOf(risks, rules, today)) {
      if (standing.has(keyOf(gathering))) continue;
      const registered = await readStore.count(places, { registered: true, village: { prefix: areaPrefix(gathering.area) } });
      if (!isCluster(gathering, registered)) continue;
      standing.set(keyOf(gathering), gathering);
      const { area, level, cause, from, to, householdIds, rule } = gathering;
      await give('FindCluster', area, {
        area, level, cause, from, to, count: householdIds.length, households: registered, householdIds, minCount: rule.minCount ?? null, minRatePerMille: rule.minRatePerMille ?? null, windowDays: rule.windowDays,
      }, `${keyOf(gathering)}~${today}~${householdIds.length}`);
    }
    for (const cluster of open.filter((o) => !standing.has(keyOf(o)))) await give('EndCluster', cluster.area, { ...cluster, endedOn: today }, `${keyOf(cluster)}~${today}`);
  },
});
