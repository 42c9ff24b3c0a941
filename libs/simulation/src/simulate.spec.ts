import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { AssistanceEvents } from '@humai/contracts-assistance';
import { IdentificationEvents } from '@humai/contracts-identification';
import { RelocationEvents } from '@humai/contracts-relocation';
import type { DomainError, RecordedEvent } from '@humai/kernel';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { makeRegister, Random, simulate, SimulatedClock } from './index.js';
import { flooded, harder, inSystem, live, type Lived, rulebook, rulebookWith } from './testing/district.js';
import { brokenRules, personalDataIn } from './testing/invariants.js';

const SMALL = { area: '511504', households: 30, from: '2022-10-01', to: '2023-04-30', seed: 7 };

describe('a seed', () => {
  it('gives the same events byte for byte, another one others', async () => {
    const [first, again, other] = [await live(SMALL), await live(SMALL), await live({ ...SMALL, seed: 8 })];
    expect(again.raw).toStrictEqual(first.raw);
    expect(again.verified).toMatchObject({ ok: true, root: first.verified.root });
    expect(other.verified.root).not.toBe(first.verified.root);
    expect([first.events[0]!.metadata.simulated, first.events.every((e) => e.recordedAt >= '2022-09-30T16:00' && e.recordedAt < '2023-04-30T16:00')]).toStrictEqual([true, true]);
  });

  it('gives them wherever the machine stands and whatever language it speaks', async () => {
    const program = fileURLToPath(new URL('../dist/testing/print-root.js', import.meta.url));
    const printed = async (zone: string, language: string) => {
      const { stdout } = await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', program], { env: { TZ: zone, LANG: language, LC_ALL: language } });
      return stdout.trim().split(' ');
    };
    const [[root, events, ...zone], { verified }] = [await printed('America/St_Johns', 'tr_TR.UTF-8'), await live(SMALL)];
    expect(zone.join(' ')).toContain('Dec 31 1969');
    expect([root, events]).toStrictEqual([verified.root, String(verified.events)]);
  });

  it('names the same people in a register as in a simulated district', async () => {
    const { result } = await live({ ...SMALL, to: SMALL.from });
    const rows = [...makeRegister({ ...SMALL, today: SMALL.from }, rulebook().areas)];
    expect(result.register.flatMap((h) => [...h.people.values()].map((p) => [h.registerNumber, p.name, p.documentNumber]))).toStrictEqual(rows.map((r) => [r.householdNumber, r.name, r.documentNumber]));
  });
});

describe('a district of any seed', () => {
  it('keeps the rules of the house, and its people out of the log', () =>
    fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: 2 ** 31 - 1 }), async (seed) => {
      const options = { area: '511504', households: 40, from: '2023-11-15', to: '2025-01-14', seed };
      const { events, raw, result, verified } = await live(options, harder(8));
      expect(brokenRules(events, options.to)).toStrictEqual([]);
      expect(personalDataIn(raw, result)).toStrictEqual([]);
      expect(verified.problems).toStrictEqual([]);
      expect(Object.values(result.refusals).reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(result.commands / 100);
    }), { numRuns: 6 }));
});

describe('three hard years', () => {
  const options = { area: '511504', households: 150, from: '2021-01-01', to: '2023-12-31', seed: 3 };
  let lived: Lived;
  beforeAll(async () => { lived = await live(options, harder(6)); });

  it('and a year of floods in one township under the steps of Hainan hold every kind of event', async () => {
    const { events } = await live({ area: '511504202', households: 160, from: '2022-04-01', to: '2022-12-31', seed: 5 }, flooded(), rulebookWith('46-2021'));
    expect(brokenRules(events, '2022-12-31')).toStrictEqual([]);
    const happened = new Set([...lived.events, ...events].map((e) => e.type));
    expect([IdentificationEvents, AssistanceEvents, RelocationEvents].flatMap((all) => Object.keys(all)).filter((type) => !happened.has(type))).toStrictEqual([]);
  });

  it('end enrolments in every way, and hear clues by every channel', () => {
    const of = (type: string, field: string) => new Set(lived.events.filter((e) => e.type === type).map((e) => (e.data as Record<string, unknown>)[field]));
    expect(of('identification.CaseEnded.v1', 'outcome')).toStrictEqual(new Set(['REFUSED', 'OBJECTION_UPHELD', 'WITHDRAWN']));
    expect([...of('identification.ClueClosed.v1', 'verdict')].sort()).toStrictEqual(['ALREADY_ENROLLED', 'DUPLICATE', 'ENROLLED', 'NOT_ELIGIBLE']);
    expect([...of('identification.HouseholdEnrolled.v1', 'category')].sort()).toStrictEqual(['C1', 'C2', 'C3']);
    expect([...of('identification.ClueReported.v1', 'channel')].sort()).toStrictEqual(['CADRE_VISIT', 'DEPARTMENT_DATA', 'OTHER', 'SELF_REPORT']);
    expect([...of('assistance.AssistanceRefused.v1', 'reason')]).toEqual(expect.arrayContaining(['NOT_ENROLLED', 'CLEARED']));
    expect(of('identification.HouseholdEnrolled.v1', 'previousEnrolmentId').size).toBeGreaterThan(1);
  });

  it('keep the rules, and the audit would see it if they did not', () => {
    const { events } = lived;
    const without = (type: string) => brokenRules(events.filter((e) => e.type !== type), options.to).length;
    const twice = (type: string) => {
      const found = events.find((e) => e.type === type) as RecordedEvent;
      return brokenRules(events.toSpliced(events.indexOf(found), 0, found), options.to).length;
    };
    const on = (type: string, data: object) => brokenRules(events.map((e) => (e.type === type ? { ...e, data: { ...(e.data as object), ...data } } : e)), options.to).length;
    expect(brokenRules(events, options.to)).toStrictEqual([]);
    const found = [
      without('identification.IdentificationOverdue.v1'), twice('identification.IdentificationOverdue.v1'), without('identification.RiskEliminated.v1'), without('identification.ObjectionSettled.v1'),
      twice('identification.HouseholdEnrolled.v1'), twice('identification.MemberAdded.v1'), on('identification.PublicityClosed.v1', { closedOn: '2021-01-01' }),
      on('identification.IdentificationOverdue.v1', { subjectId: 'none' }),
    ];
    expect(found.map((count) => count > 0)).toStrictEqual(found.map(() => true));
    const { name } = [...lived.result.register[0]!.people.values()][0]!;
    expect(personalDataIn([...lived.raw, { stream: 's', data: JSON.stringify({ reason: `${name}家` }), metadata: '' }], lived.result)).toStrictEqual([name]);
  });

  it('are worked in the hours of offices, limits passing at midnight', () => {
    const hourOf = ({ recordedAt }: RecordedEvent) => new Date(Date.parse(recordedAt) + 8 * 3_600_000).getUTCHours();
    const hours = (type: string) => new Set(lived.events.filter((e) => e.type === type).map(hourOf));
    expect(hours('identification.IdentificationOverdue.v1')).toStrictEqual(new Set([0]));
    expect([...hours('identification.ClueReported.v1')].every((h) => h >= 9 && h < 18)).toBe(true);
    expect(hours('identification.ClueReported.v1').size).toBeGreaterThan(4);
  });
});

describe('what cannot be simulated', () => {
  const refused = (options: Partial<typeof SMALL>) => {
    const clock = new SimulatedClock(SMALL.from);
    return inSystem({ clock, live: false }, async ({ platform, executor }) => {
      const { store, calendar, areas, policies, feed } = platform;
      return simulate({ executor, store, clock, calendar, areas, policies, evidence: platform.evidence, drain: () => feed.drain(), deadlines: async () => {} }, { ...SMALL, ...options }, new Random(1)).catch((error: DomainError) => error.code);
    });
  };
  it('is a period that ends before it begins, or on no day', async () => {
    expect([await refused({ to: '2022-09-30' }), await refused({ to: '2023-02-30' })]).toStrictEqual(['SIMULATION.OPTIONS', 'SIMULATION.OPTIONS']);
  });
  it('is a place that is not in the table', async () => expect(await refused({ area: '999999' })).toBe('AREA.UNKNOWN'));
  it('is a place without a rulebook: nothing happens there by the rules', async () => expect(await refused({ area: '511502' })).toBe('POLICY.NOT_IN_FORCE'));
});
