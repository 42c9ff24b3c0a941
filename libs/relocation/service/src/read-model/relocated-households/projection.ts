import { hasLabour, type IdentificationEvent } from '@humai/contracts-identification';
import type { CertificateState, EmploymentChannel, RelocationEvent } from '@humai/contracts-relocation';
import { subjectOf, type Projection, type ReadDocument, type RecordedEvent } from '@humai/kernel';

type Job = Readonly<{ employmentId: string; personId: string; channel: EmploymentChannel }>;

export type RelocatedHouseholdDocument = ReadDocument & Readonly<{
  village: string;
  siteId: string;
  siteArea: string;
  movedOn: string;
  certificate: CertificateState;
  labourIds: readonly string[];
  labour: number;
  jobs: readonly Job[];
  /** Work of those who left, which is theirs again when they come back. */
  jobsOfLeavers: readonly Job[];
  /** Members with work. */
  employed: number;
  /** Somebody could work and nobody does. */
  zeroEmployment: boolean;
}>;

type Event = RecordedEvent<IdentificationEvent | RelocationEvent>;
type Body = Omit<RelocatedHouseholdDocument, '_id' | 'position'>;

const counted = (doc: Omit<Body, 'labour' | 'employed' | 'zeroEmployment'>): Body => {
  const employed = new Set(doc.jobs.map((j) => j.personId)).size;
  return { ...doc, labour: doc.labourIds.length, employed, zeroEmployment: doc.labourIds.length > 0 && employed === 0 };
};
const split = (jobs: readonly Job[], personId: string) => [jobs.filter((j) => j.personId === personId), jobs.filter((j) => j.personId !== personId)] as const;
const without = (jobs: readonly Job[], employmentId: string) => jobs.filter((j) => j.employmentId !== employmentId);
const withLabour = (doc: Body, personId: string, able: boolean): Body => {
  const others = doc.labourIds.filter((id) => id !== personId);
  return counted({ ...doc, labourIds: able ? [...others, personId] : others });
};

/** Which households were relocated where, do they hold their certificate, and who of them works? */
export const relocatedHouseholdsProjection: Projection<RelocatedHouseholdDocument, Event> = {
  name: 'relocation.relocated-households',
  version: 1,
  indexes: [['village'], ['siteId'], ['siteArea'], ['certificate', 'village'], ['zeroEmployment', 'village'], ['movedOn'], ['employed'], ['labour']],
  handles: [
    'identification.HouseholdChanged.v1', 'identification.MemberAdded.v1', 'identification.MemberChanged.v1', 'identification.MemberRemoved.v1',
    'relocation.HouseholdRelocated.v1', 'relocation.TitleRegistered.v1', 'relocation.CertificateIssued.v1', 'relocation.EmploymentRecorded.v1', 'relocation.EmploymentLost.v1',
  ],
  documentId: (event) => subjectOf(event.stream),
  evolve(doc, { type, data }) {
    if (type === 'relocation.HouseholdRelocated.v1')
      return counted({ village: data.fromVillage, siteId: data.siteId, siteArea: data.siteArea, movedOn: data.movedOn, certificate: 'NONE', labourIds: data.labourIds, jobs: [], jobsOfLeavers: [] });
    if (!doc) return null; // not relocated
    switch (type) {
      case 'identification.HouseholdChanged.v1':
        return { ...doc, village: data.village };
      case 'identification.MemberAdded.v1': {
        const [theirs, others] = split(doc.jobsOfLeavers, data.personId);
        return withLabour({ ...doc, jobs: [...doc.jobs, ...theirs], jobsOfLeavers: others }, data.personId, hasLabour(data.labour));
      }
      case 'identification.MemberChanged.v1':
        return withLabour(doc, data.personId, hasLabour(data.labour));
      case 'identification.MemberRemoved.v1': {
        const [theirs, others] = split(doc.jobs, data.personId);
        return withLabour({ ...doc, jobs: others, jobsOfLeavers: [...doc.jobsOfLeavers, ...theirs] }, data.personId, false);
      }
      case 'relocation.TitleRegistered.v1':
        return { ...doc, certificate: 'REGISTERED' };
      case 'relocation.CertificateIssued.v1':
        return { ...doc, certificate: 'CERTIFIED' };
      case 'relocation.EmploymentRecorded.v1':
        return counted({ ...doc, jobs: [...doc.jobs, { employmentId: data.employmentId, personId: data.personId, channel: data.channel }] });
      case 'relocation.EmploymentLost.v1':
        return counted({ ...doc, jobs: without(doc.jobs, data.employmentId), jobsOfLeavers: without(doc.jobsOfLeavers, data.employmentId) });
      default:
        return doc;
    }
  },
};
