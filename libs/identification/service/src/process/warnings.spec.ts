import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { foldReadModel, startOfDate, type LocalDate } from '@humai/kernel';
import { readModelSpecOf } from '@humai/testing';
import { dataFile, stay, takeBatch } from '../testing/data-files.js';
import { person, runningService, VILLAGE, type RunningService } from '../testing/running-service.js';
import { raised, told } from '../testing/warning-events.js';
import { type WarningDeadlineDocument, warningDeadlines, warningDeadlinesProjection } from './warnings.js';

const { given, happened } = readModelSpecOf(warningDeadlinesProjection);
const H1 = 'household-h1';
const warning = (change: object = {}) => happened(H1, '2024-04-05', 'identification.WarningRaised.v1', { ...raised, ...change });
const overdue = happened(H1, '2024-04-26', 'identification.WarningOverdue.v1', { warningId: 'w1', dueOn: '2024-04-25' });
const supported = (expiresOn: string) => happened(H1, '2024-05-06', 'identification.WarningSupported.v1', { warningId: 'w1', ...told, expiresOn });
const document = { dueOn: '2024-04-25', area: VILLAGE, householdId: 'h1', handleBy: '2024-04-25', overdue: false, expiresOn: '2024-10-02' };

describe('identification.warning-deadlines', () => {
  it('runs from the warning on, first to its limit', () => given(warning()).then({ w1: document }));
  it('runs to the end of the signal once the delay is recorded, or when that comes first', () => {
    given(warning(), overdue).then({ w1: { ...document, dueOn: '2024-10-02', overdue: true } });
    given(warning({ expiresOn: '2024-04-20' })).then({ w1: { ...document, dueOn: '2024-04-20', expiresOn: '2024-04-20' } });
  });
  it('runs longer when a later signal does, never shorter', () => {
    given(warning(), overdue, supported('2024-11-02')).then({ w1: { ...document, dueOn: '2024-11-02', overdue: true, expiresOn: '2024-11-02' } });
    given(warning(), supported('2024-09-01')).then({ w1: document });
  });
  it('ends with the verdict', () => given(warning(), happened(H1, '2024-04-10', 'identification.WarningClosed.v1', { warningId: 'w1', verdict: 'FOLLOWED', reason: null, clueId: null })).then({}));
});

describe('a warning that nobody handles', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await runningService();
    for (const n of [1, 2]) await service.give('RegisterHousehold', `h${n}`, { registerNumber: null, village: VILLAGE, kind: 'GENERAL', members: [person(n)] });
    await takeBatch(service, await dataFile(service, [stay(1, 12_000), stay(2, 12_000)]));
  });
  afterAll(() => service.close());

  const goTo = (date: LocalDate) => service.clock.advance(Date.parse(startOfDate(date)) - Date.parse(service.clock.now()));
  const due = async (): Promise<WarningDeadlineDocument[]> => [...foldReadModel(warningDeadlinesProjection, (await service.log()) as never).values()];
  const recorded = async (id: string) => (await service.history(id)).slice(3).map(({ type, data, metadata }) => [type, (data as { verdict?: string }).verdict, metadata.effectiveOn, metadata.actor]);
  /** As the process runner does it, after a restart. */
  const tick = async (today: LocalDate) => {
    goTo(today);
    for (const deadline of await due()) if (deadline.dueOn < today) await warningDeadlines(service.newExecutor()).act(deadline, today);
  };
  const late = ['identification.WarningOverdue.v1', undefined, '2025-04-01', 'identification'];
  const expired = ['identification.WarningClosed.v1', 'EXPIRED', '2025-09-07', 'identification'];

  it('is recorded as late the day after its limit, once, and closed when its signal expires; the one that was handled is left alone', async () => {
    const before = await due();
    expect(before.map((d) => [d.dueOn, d.expiresOn])).toStrictEqual(Array(2).fill(['2025-03-31', '2025-09-06']));
    await tick('2025-03-31');
    expect(await recorded('h1')).toStrictEqual([]);
    const { _id: warningId } = before.find((d) => d.householdId === 'h2')!;
    await service.give('HandleWarning', 'h2', { warningId, verdict: 'FOLLOWED' });
    await tick('2025-04-01');
    await tick('2025-04-02');
    // As after a crash between the act and its checkpoint.
    for (const deadline of before) await warningDeadlines(service.newExecutor()).act(deadline, '2025-04-02');
    expect(await recorded('h1')).toStrictEqual([late]);
    expect(await recorded('h2')).toHaveLength(1);
    await tick('2025-09-06');
    expect(await recorded('h1')).toStrictEqual([late]);
    await tick('2025-09-07');
    await tick('2025-09-08');
    expect(await recorded('h1')).toStrictEqual([late, expired]);
    expect(await due()).toStrictEqual([]);
  });
});
