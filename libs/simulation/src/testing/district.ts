import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contexts } from '@humai/contexts';
import { verifyLog, type Verification } from '@humai/integrity';
import { type Clock, type RawEvent, type RecordedEvent } from '@humai/kernel';
import { createLogger } from '@humai/telemetry';
import { EmbeddedApp, loadRulebook, openPlatform, type PlatformOptions, type Rulebook } from '@humai/wiring-embedded';
import { loadRates, Random, type Rates, simulate, SimulatedClock, type SimulationOptions, type SimulationResult } from '../index.js';

// `src/` and `dist/` lie at the same depth.
const POLICIES = fileURLToPath(new URL('../../../../policies', import.meta.url));
let loaded: Rulebook | undefined;
/** The house's own. */
export const rulebook = (): Rulebook => (loaded ??= loadRulebook(contexts, POLICIES));

/** The house's own, but with the steps of another place in force for the district. */
export function rulebookWith(variant: string): Rulebook {
  const folder = mkdtempSync(join(tmpdir(), 'humai-simulation-policies-'));
  try {
    cpSync(POLICIES, folder, { recursive: true });
    rmSync(join(folder, 'identification'), { recursive: true });
    mkdirSync(join(folder, 'identification'));
    const document = readFileSync(join(POLICIES, 'identification', `${variant}.yaml`), 'utf8');
    writeFileSync(join(folder, 'identification', 'variant.yaml'), document.replace(/^area: .*$/m, 'area: "511504"').replace(/^from: .*$/m, 'from: "2020-01-01"'));
    return loadRulebook(contexts, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs the whole system on a directory of its own, without a network, and removes it afterwards. */
export async function inSystem<T>(options: Partial<PlatformOptions>, work: (app: EmbeddedApp) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), 'humai-simulation-'));
  try {
    const platform = await openPlatform({ directory, rulebook: rulebook(), durability: 'normal', ...options });
    const logger = createLogger({ service: 'simulation', level: 'error', destination: { write: (line) => void process.stderr.write(line) } });
    const app = await EmbeddedApp.start({ platform, contexts, logger, version: '0.0.0' });
    try {
      return await work(app);
    } finally {
      await app.close();
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
}

export type Lived = Readonly<{ result: SimulationResult; events: readonly RecordedEvent[]; raw: readonly RawEvent[]; verified: Verification }>;

/** A simulated district, and all that its log holds. */
export function live({ seed, ...options }: SimulationOptions, rates?: Rates, rules = rulebook()): Promise<Lived> {
  const random = new Random(seed);
  const clock: Clock & SimulatedClock = new SimulatedClock(options.from);
  return inSystem({ clock, random: () => random.bytes(10), live: false, rulebook: rules }, async ({ platform, executor, processes }) => {
    const { store, calendar, areas, policies, feed, catalogue } = platform;
    const failures: unknown[] = [];
    const system = {
      executor, store, clock, calendar, areas, policies, evidence: platform.evidence, drain: () => feed.drain(),
      deadlines: async (today: string) => void failures.push(...(await processes.tick(today)).filter((s) => s.error !== null || s.failed.length > 0)),
    };
    const result = await simulate(system, options, random, undefined, rates);
    if (failures.length > 0 || (await platform.lot.count()) > 0) throw new Error(`the system could not keep up: ${JSON.stringify(failures)}`);
    const events: RecordedEvent[] = [];
    for await (const batch of store.readAll()) events.push(...batch);
    const raw: RawEvent[] = [];
    for await (const batch of store.readRaw()) raw.push(...batch);
    return { result, events, raw, verified: await verifyLog(store, { catalogue, gaplessPositions: true }) };
  });
}

/** So many times the shocks of the usual rates, and more of all that is rare: what can happen does so in a small district, too. */
export function harder(times: number): Rates {
  const rates = loadRates();
  const { people, procedure, help, clearing } = rates;
  const shocks = Object.fromEntries(Object.entries(rates.shocks).map(([type, shock]) => [type, { ...shock, rate: Math.min(1, shock.rate * times) }]));
  return { ...rates, shocks, people: { ...people, moves: 0.04, erased: 0.5, deaths: 0.1, splits: 0.15, comeBack: 0.8, idTaken: 0.2 }, procedure: { ...procedure, withdrawn: 0.08, objection: 0.12 }, help: { ...help, askedOutside: 0.05 }, clearing: { ...clearing, rolledBack: 0.1 } };
}

/** Floods that strike every second household of the district in each of two summer weeks. */
export function flooded(): Rates {
  const rates = loadRates();
  return { ...rates, shocks: { ...rates.shocks, '0201': { ...rates.shocks['0201']!, rate: 1, months: [6, 8], waves: { perYear: 2, townships: 1 } } } };
}
