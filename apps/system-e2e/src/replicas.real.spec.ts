// Two replicas of each service, every one a process of its own, over one event store, one Kafka and one read store: who leads may end in order or be killed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { LedgerStatus } from '@humai/contracts-ledger';
import { type Child, DistributedSystem } from '@humai/distributed';
import { checkEvidence } from '@humai/evidence-store-files';
import { openMongoLeaderElection } from '@humai/leader-mongo';
import { describeReal } from '@humai/testing';
import kafkajs from 'kafkajs';
import { type Done, Officer } from './testing/officer.js';
import { daysAgo, documentNumber } from './testing/people.js';

jest.setTimeout(120_000);

const [COUNTY, TOWNSHIP, VILLAGE] = ['511504000000', '511504001000', '511504001004'];
const HOUSEHOLDS = ['one', 'two', 'three', 'four', 'five', 'six'].map((name) => `household-${name}`);
const JOBS = ['read-models/identification', 'read-models/ledger', 'read-models/relocation', 'humai.relay'];
const QUESTIONS = ['identification/households', 'identification/clues', 'identification/tasks', 'identification/overdue', 'relocation/sites', 'relocation/relocated-households'];
const FILLED = ['identification/households', 'identification/clues', 'relocation/sites'];

/** Long enough for the other to take over: what was given back is found within a quarter of the lease of ten seconds, else it must have stood still for all of it. */
const AWAY_MS = { SIGTERM: 6_000, SIGKILL: 16_000 };

type Service = 'identification' | 'relocation' | 'ledger';
type Event = { position: number; stream: string; revision: number; type: string; id: string; data: Record<string, unknown> };

describeReal('two replicas of each service', ['kafka', 'mongo'], ({ mongo }) => {
  const directory = mkdtempSync(join(tmpdir(), 'humai-replicas-'));
  const stopping = new AbortController();
  let system: DistributedSystem;
  const replicas = (service: Service) => system.members.filter((m) => m.service === service);
  const urlOf = (name: string) => system.members.find((m) => m.name === name)!.url;

  beforeAll(async () => {
    system = await DistributedSystem.start({
      directory, port: 20_000 + 100 * Math.floor(Math.random() * 120), empty: true, households: 1, signal: stopping.signal, say: () => {},
      only: ['ledger', 'identification', 'relocation'], replicas: { ledger: 2, identification: 2, relocation: 2 },
      // Kafka is the system's own: its topics have fixed names.
      readStore: `${mongo}/replicas-${process.pid}-${Date.now()}`,
    });
  });
  afterAll(async () => {
    stopping.abort();
    await system?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const officers = new Map<string, Officer>();
  /** An officer who goes to one replica. */
  async function officer(name: string, role: string, area: string): Promise<Officer> {
    const key = `${name} ${role}`;
    const known = officers.get(key) ?? (await Officer.appointed({ url: urlOf(name), token: (of, within, subject) => system.issuer.mint({ subject, grants: [{ role: of, area: within }], days: 1 }) }, role, area));
    officers.set(key, known);
    return known;
  }
  const turns = new Map<Service, number>();
  /** The replicas of a service in turn, those that are away left out. */
  function next(service: Service): string {
    const there = replicas(service).filter((m) => !away.has(m.name));
    const turn = turns.get(service) ?? 0;
    turns.set(service, turn + 1);
    return there[turn % there.length]!.name;
  }
  const away = new Set<string>();
  const township = (service: Service) => officer(next(service), 'township', TOWNSHIP);
  const county = (service: Service) => officer(next(service), 'county', COUNTY);
  const path = (household: string, command: string, context = 'identification') => `/v1/${context}/households/${household}/${command}`;
  const clue = (clueId: string, days = 3) => ({ clueId, channel: 'CADRE_VISIT', riskTypes: ['01'], occurredOn: daysAgo(days), effectiveOn: daysAgo(days) });

  async function until<T>(ask: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
    let answer!: T;
    for (let tries = 0; tries < 1_200; tries += 1) {
      answer = await ask();
      if (isSo(answer)) return answer;
      await sleep(50);
    }
    throw new Error(`never came to be: ${JSON.stringify(answer)}`);
  }

  /** The value of a measure at each replica that answers, by its name. */
  async function measured(service: Service, line: string): Promise<ReadonlyMap<string, number>> {
    const told = await Promise.all(replicas(service).map(async ({ name, url }) => {
      const text = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(5_000) }).then((answer) => answer.text(), () => '');
      const found = text.split('\n').find((l) => l.startsWith(`${line} `));
      return found === undefined ? [] : [[name, Number(found.slice(line.length + 1))] as const];
    }));
    return new Map(told.flat());
  }
  const serviceOf = (job: string) => (job === 'humai.relay' ? 'ledger' : job.slice('read-models/'.length)) as Service;
  /** Who leads a job, as each replica says of itself. */
  const leadersOf = async (job: string) => [...(await measured(serviceOf(job), `humai_leads{lease="${job}"}`))].filter(([, leads]) => leads === 1).map(([name]) => name);

  async function log(): Promise<readonly Event[]> {
    const auditor = await officer(next('ledger'), 'auditor', '');
    const { body } = await auditor.get<string>('/v1/ledger/events');
    return body.split('\n').filter(Boolean).map((line) => JSON.parse(line) as Event);
  }
  const eventsOf = async (household: string, type: string) => (await log()).filter((e) => e.stream === `household-${household}` && e.type === type);

  /** A job that is taken up and lost again: the last one of the household. */
  async function losesJob(household: string, employmentId: string): Promise<void> {
    await (await township('relocation')).does(path(household, 'record-employment', 'relocation'), { personId: persons.get(household), employmentId, channel: 'COUNTY', startedOn: daysAgo(19), effectiveOn: daysAgo(19) });
    await (await township('relocation')).does(path(household, 'lose-employment', 'relocation'), { employmentId, lostOn: daysAgo(3), effectiveOn: daysAgo(3) });
  }
  const persons = new Map<string, string>();
  /** The households that have a clue from relocation, as often as they have one. */
  const cluesOfLostJobs = async () => (await log()).filter((e) => e.type === 'identification.ClueReported.v1' && e.data['channel'] === 'OTHER').map((e) => e.stream).sort();

  const registration = (i: number) => ({
    registerNumber: `5115040010040000${i}`, village: VILLAGE, kind: 'GENERAL', members: [{ name: '测甲', documentNumber: documentNumber('1970-03-01', 11 + i), relation: '01', labour: 'ORDINARY' }],
  });

  it('are all ready, and one of them leads each job', async () => {
    for (const { health } of system.members) expect((await fetch(health)).status).toBe(200);
    for (const job of JOBS) expect([job, (await until(() => leadersOf(job), (l) => l.length > 0)).length]).toEqual([job, 1]);
  });

  it('take commands in turn: each goes on from what the other has written, and the same command at both is done once and answered alike', async () => {
    await (await county('relocation')).does('/v1/relocation/sites/site-1/open-site', { name: '一号安置点', area: TOWNSHIP, type: 'TOWN', openedOn: daysAgo(20) });
    for (const [i, household] of HOUSEHOLDS.entries()) {
      const register = async () => (await township('identification')).does(path(household, 'register-household'), registration(i), { key: `register-${i}` });
      const [done, same] = await Promise.all([register(), register()]); // as when a client, or the ingress, does not wait for the first answer
      expect([same, await register()]).toEqual([done, done]);
      // Read at the other what was written at this one.
      const { body, headers } = await (await township('identification')).get<{ members: { personId: string }[] }>(`/v1/identification/households/${household}`, { 'humai-at-least': String(done.position) });
      expect(Number(headers.get('humai-position'))).toBeGreaterThanOrEqual(done.position);
      await (await township('relocation')).does(path(household, 'relocate-household', 'relocation'), { siteId: 'site-1', movedOn: daysAgo(20), effectiveOn: daysAgo(20) });
      persons.set(household, body.members[0]!.personId);
    }
  });

  it('take two at once on one household: both succeed, or one is told of the conflict; one command sent to both is done once', async () => {
    const [one, two] = await Promise.all(replicas('identification').map(({ name }) => officer(name, 'township', TOWNSHIP)));
    const [household] = HOUSEHOLDS as [string];
    for (let round = 0; round < 5; round += 1) {
      await Promise.all([one!.does(path(household, 'report-clue'), clue(`both-${round}-a`)), two!.does(path(household, 'report-clue'), clue(`both-${round}-b`))]);
      const same = await Promise.all([one, two].map((o) => o!.does(path(household, 'report-clue'), clue(`same-${round}`), { key: `same-${round}` })));
      expect(same[0]).toEqual(same[1]);
      const headers = { 'if-match': `"${same[0]!.revision}"` };
      const answers = await Promise.all([one, two].map((o, i) => o!.post<{ code?: string }>(path(household, 'report-clue'), clue(`match-${round}-${i}`), { headers })));
      expect(answers.map((a) => [a.status, a.body.code]).sort()).toEqual([[200, undefined], [409, 'STREAM.REVISION_CONFLICT']]);
    }
    expect((await eventsOf(household, 'identification.ClueReported.v1')).length).toBe(5 * 4);
  });

  it('share what they consume: the last job lost is one clue for each household', async () => {
    for (const household of HOUSEHOLDS) await losesJob(household, 'job-1');
    expect(await until(cluesOfLostJobs, (all) => all.length >= HOUSEHOLDS.length)).toEqual(HOUSEHOLDS.map((h) => `household-${h}`).sort());
    const handled = await until(() => measured('identification', 'humai_messages_total{group="identification.reactions",outcome="handled"}'), (m) => m.size === 2 && [...m.values()].every((count) => count > 0));
    expect([...handled.keys()]).toEqual(replicas('identification').map(({ name }) => name));
    const admin = new kafkajs.Kafka({ brokers: [new URL(system.addresses.eventFeed).host], logLevel: kafkajs.logLevel.NOTHING }).admin();
    await admin.connect();
    const { groups } = await admin.describeGroups(['identification.reactions']).finally(() => admin.disconnect());
    expect(groups.map((g) => g.members.length)).toEqual([2]); // of one group, in which each partition has one reader
  });

  /** All questions, asked at every replica once it shows the whole log: the same at each. */
  async function askAll(): Promise<void> {
    const end = (await log()).at(-1)!.position;
    for (const question of QUESTIONS) {
      const answers = [];
      for (const { name } of replicas(question.split('/')[0] as Service)) {
        const { status, body } = await until(async () => (await officer(name, 'county', COUNTY)).get<{ items: unknown[] }>(`/v1/${question}?limit=500`, { 'humai-at-least': String(end) }), (a) => a.status !== 503);
        expect([question, name, status]).toEqual([question, name, 200]);
        answers.push(body);
      }
      if (FILLED.includes(question)) expect([question, answers[0]!.items.length > 0]).toEqual([question, true]);
      expect(answers[1]).toEqual(answers[0]);
    }
  }

  it('answer every question alike', () => askAll());

  const statusAt = async (name: string) => (await (await officer(name, 'ops', '')).get<LedgerStatus>('/v1/ledger/status')).body;

  it('say alike how far the read models are, whoever keeps them', async () => {
    for (const service of ['identification', 'relocation'] as const) {
      const [one, two] = await until(() => Promise.all(replicas(service).map(({ name }) => statusAt(name))), ([a, b]) => a!.readModels.length > 0 && [a, b].every((s) => s!.readModels.every((m) => m.position === s!.position)));
      expect(two).toEqual(one);
      expect(new Set(one!.readModels.map((m) => m.state))).toEqual(new Set(['live']));
    }
    const [one, two] = await Promise.all(replicas('ledger').map(({ name }) => statusAt(name)));
    expect(two).toEqual(one);
    expect([one!.unreachable, new Set(one!.readModels.map((m) => m.name.split('.')[0]))]).toEqual([undefined, new Set(['identification', 'relocation'])]);
  });

  it('decide by read models that show all that was written at the other', async () => {
    const round = { name: '集中排查', area: COUNTY, from: daysAgo(5), to: daysAgo(-25), scope: 'ALL', questionnaireVersion: 'questionnaire/511504/2024' };
    for (const [i, { name }] of replicas('identification').entries()) {
      const other = await officer(replicas('identification')[1 - i]!.name, 'township', TOWNSHIP);
      await other.does(path(`of-round-${i}`, 'register-household'), registration(7 + i));
      const there = await officer(name, 'county', COUNTY);
      const { position } = await there.does(`/v1/identification/check-rounds/round-${i}/open-check-round`, round);
      const { body } = await there.get<{ items: { id: string; households: number }[] }>('/v1/identification/check-rounds', { 'humai-at-least': String(position) });
      expect([name, body.items.find((r) => r.id === `round-${i}`)?.households]).toEqual([name, HOUSEHOLDS.length + 1 + i]);
    }
  });

  /** Rebuilds every read model, asked at one replica; answers those that differ. */
  async function rebuilt(name: string): Promise<readonly unknown[]> {
    const { status, body } = await (await officer(name, 'ops', '')).post<string>('/v1/ledger/read-models/all/rebuild', {});
    expect([name, status]).toEqual([name, 200]);
    const last = JSON.parse(body.trim().split('\n').at(-1)!) as { result?: { readModels: { name: string; differences: number }[] } };
    expect(last).toMatchObject({ result: { readModels: expect.any(Array) } });
    expect(last.result!.readModels.length).toBeGreaterThan(0);
    return last.result!.readModels.filter((m) => m.differences > 0);
  }

  it('have read models rebuilt by who keeps them, at whichever it is asked; they go on after it', async () => {
    for (const { name } of replicas('identification')) expect(await rebuilt(name)).toEqual([]);
    await (await township('identification')).does(path(HOUSEHOLDS[1]!, 'report-clue'), clue('after-rebuild'));
    await askAll();
  });

  it('keep one evidence, with one unbroken record of who saw it', async () => {
    const stored = new Set<string>();
    for (const { name } of [...replicas('identification'), ...replicas('identification')]) stored.add((await (await officer(name, 'village', VILLAGE)).put<{ hash: string }>('/v1/identification/evidence', Buffer.from('a photo'))).body.hash);
    expect(stored.size).toBe(1);
    expect(checkEvidence(join(directory, 'services', 'identification'))).toEqual({ files: 1, accesses: 4, problem: null });
  });

  /** Ends who leads these jobs, and waits for the other to lead them; meanwhile the other takes commands. */
  async function leadersEnd(jobs: readonly string[], signal: keyof typeof AWAY_MS): Promise<void> {
    const before = await Promise.all(jobs.map(async (job) => [job, (await leadersOf(job))[0]!] as const));
    const gone = new Set(before.map(([, name]) => name));
    const ended = [...gone].map((name) => {
      away.add(name);
      return system.children.get(name)!;
    });
    for (const child of ended) expect(child.kill({ signal, awayMs: AWAY_MS[signal] })).toBe(true);
    const taken: Done[] = [];
    await losesJob(LOSES[signal], signal); // it is told to the consumers by the relay that comes next
    for (const household of HOUSEHOLDS) taken.push(await (await township('identification')).does(path(household, 'report-clue'), clue(`${signal}-${household}`)));
    if (signal === 'SIGTERM') for (const [job, name] of before) expect([job, await leaderAfter(job, system.children.get(name)!)]).not.toEqual([job, urlOf(name)]);
    for (const [job, name] of before) expect([job, await until(() => leadersOf(job), (l) => l.length > 0 && !l.includes(name))]).toEqual([job, replicas(serviceOf(job)).map((m) => m.name).filter((n) => n !== name)]);
    for (const name of gone) {
      await system.children.get(name)!.ready({ withinMs: 60_000, signal: stopping.signal });
      away.delete(name);
    }
    for (const job of jobs) expect([job, (await leadersOf(job)).length]).toEqual([job, 1]);
    expect(taken.filter((done) => !done.events.includes('identification.ClueReported.v1'))).toEqual([]);
  }
  /** Where the lease says the leader is, once the former one has ended. */
  async function leaderAfter(job: string, former: Child): Promise<string | null> {
    await until(async () => former.pid, (pid) => pid === undefined);
    const leases = await openMongoLeaderElection({ url: system.addresses.readStore });
    return leases.leaderOf(job).finally(() => leases.close());
  }
  const LOSES = { SIGTERM: HOUSEHOLDS[3]!, SIGKILL: HOUSEHOLDS[4]! };
  const TAKEN_OVER = ['read-models/identification', 'humai.relay'];

  it('act once on a date that had passed when it was set, whoever leads', async () => {
    await (await township('identification')).does(path(HOUSEHOLDS[2]!, 'report-clue'), clue('late', 300));
    await leadersEnd(TAKEN_OVER, 'SIGTERM');
    const overdue = async () => (await log()).filter((e) => /Overdue/.test(e.type) && e.stream === `household-${HOUSEHOLDS[2]}`).map((e) => `${e.type} ${String(e.data['subject'] ?? '')} ${String(e.data['subjectId'] ?? e.data['clueId'])}`);
    await until(overdue, (all) => all.length > 0);
  });

  it('take over from one that is killed', () => leadersEnd(TAKEN_OVER, 'SIGKILL'));

  it('lose nothing and double nothing', async () => {
    expect(await until(cluesOfLostJobs, (all) => all.length >= HOUSEHOLDS.length + 2)).toEqual([...HOUSEHOLDS, LOSES.SIGTERM, LOSES.SIGKILL].map((h) => `household-${h}`).sort());
    await askAll();
    const events = await log();
    const overdue = events.filter((e) => /Overdue/.test(e.type)).map((e) => `${e.stream} ${e.type} ${JSON.stringify(e.data)}`);
    expect(new Set(overdue).size).toBe(overdue.length);
    for (const signal of ['SIGTERM', 'SIGKILL']) for (const household of HOUSEHOLDS) expect(events.filter((e) => e.data['clueId'] === `${signal}-${household}` && e.type === 'identification.ClueReported.v1')).toHaveLength(1);
    for (const service of ['identification', 'relocation'] as const) expect(await rebuilt(next(service))).toEqual([]);
    const verified = await (await officer(next('ledger'), 'auditor', '')).post<{ ok: boolean; problems: unknown[] }>('/v1/ledger/verify', {});
    expect(verified.body).toMatchObject({ ok: true, problems: [] });
  });
});
