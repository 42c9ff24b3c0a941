// What the proof generates, and where it is then found.
export const CONTEXT = 'village-visits';

/** Arguments of the three scripts, in the order in which somebody would use them. */
export const CALLS: readonly (readonly [script: string, ...args: string[]])[] = [
  ['new:context', CONTEXT],
  ['new:command', CONTEXT, 'RecordVisit', '--zh', '登记走访'],
  ['new:command', CONTEXT, 'MakeHomeCall', '--event', 'HomeCallPaid', '--en', "pay a neighbour's call"],
  ['new:read-model', CONTEXT, 'called-on'],
  ['new:read-model', CONTEXT, 'visited-households', '--event', `${CONTEXT}.VisitRecorded.v1`],
  ['new:read-model', CONTEXT, 'enrolled-households', '--event', 'identification.HouseholdEnrolled.v1'],
];

export const PROJECTS = [`@humai/contracts-${CONTEXT}`, `@humai/${CONTEXT}-domain`, `@humai/${CONTEXT}-service`] as const;
export const FOLDERS = [`libs/contracts/${CONTEXT}`, `libs/${CONTEXT}/domain`, `libs/${CONTEXT}/service`] as const;

/** Specs that the calls write: of the state, of the rights, of each command and of each question. */
export const SPECS = 1 + 1 + 2 + 3;
