import { z } from 'zod';
import { defineEvents, type EventOf } from '@humai/kernel';

const Result = {
  year: z.number().int(),
  area: z.string(),
  policy: z.string(),
  position: z.number().int(),
  digest: z.string(),
};

// STORAGE FORMAT. These names and fields are on disk and on the wire for good: to change one, add `X.v2` and an upcaster.
export const AssessmentEvents = defineEvents('assessment', {
  // Stream assessment-<year>-<area>. The scores themselves are computed again from the events up to `position`.
  'ResultPublished.v1': z.object(Result),
  'ResultRevised.v1': z.object({ ...Result, previousDigest: z.string(), reason: z.string(), approverId: z.string() }),
});
export type AssessmentEvent = EventOf<typeof AssessmentEvents>;
