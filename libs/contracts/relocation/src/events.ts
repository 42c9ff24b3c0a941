import { z } from 'zod';
import { defineEvents, type EventOf } from '@humai/kernel';
import { EmploymentChannel, SiteType } from './codes.js';

const Id = z.string();
const On = z.string(); // YYYY-MM-DD. Structure only: a rule tightened later must not make history unreadable.

// STORAGE FORMAT. These names and fields are on disk and on the wire for good: to change one, add `X.v2` and an upcaster.
export const RelocationEvents = defineEvents('relocation', {
  // Stream site-<id>.
  'SiteOpened.v1': z.object({ siteId: Id, name: z.string(), area: z.string(), type: SiteType, openedOn: On }),
  'SiteChanged.v1': z.object({ name: z.string(), type: SiteType }),
  // Stream household-<id>. `labourIds`: the members able to work on the day of the move, so that a reader of relocations needs no register.
  'HouseholdRelocated.v1': z.object({ siteId: Id, siteArea: z.string(), fromVillage: z.string(), movedOn: On, labourIds: z.array(Id) }),
  'TitleRegistered.v1': z.object({ siteId: Id, registeredOn: On, evidenceHash: z.string() }),
  'CertificateIssued.v1': z.object({ siteId: Id, issuedOn: On, evidenceHash: z.string() }),
  'EmploymentRecorded.v1': z.object({ personId: Id, employmentId: Id, channel: EmploymentChannel, startedOn: On }),
  // `lastJob`: nobody in a household with labour has work any more; identification takes it as a clue.
  'EmploymentLost.v1': z.object({ personId: Id, employmentId: Id, lostOn: On, lastJob: z.boolean() }),
});
export type RelocationEvent = EventOf<typeof RelocationEvents>;
