import type { Answer } from './acknowledged.js';
import type { Logged } from './log-record.js';
import { documentOf, nameOf } from './people.js';
import type { Random } from '@humai/simulation';

/** A command as an officer gives it, and gives it again. */
export type Given = Readonly<{
  key: string;
  /** `/v1/<context>/<subjects>/<id>/<command>` */
  path: string;
  body: Readonly<Record<string, unknown>>;
  ifMatch?: number;
  /** The ID numbers whose records go to the vault with it. */
  documents?: readonly string[];
}>;

type Household = { readonly id: string; revision: number; relocated: boolean; readonly members: Set<string>; readonly clues: string[]; readonly jobs: string[] };

const VILLAGES = ['511504001201', '511504101201', '511504102201'];
/** Households that everybody works on at once. */
const HOT = 6;
const MOST_HOUSEHOLDS = 400;
const RISKS = ['01', '03', '05', '07', '09'];
const DAY = 86_400_000;
const CHINA = 8 * 3_600_000;
export const daysAgo = (days: number): string => new Date(Date.now() + CHINA - days * DAY).toISOString().slice(0, 10);

const WEIGHTS = { register: 10, income: 22, clue: 20, lateClue: 2, close: 10, add: 8, remove: 5, relocate: 6, employ: 10, lose: 9, help: 5, move: 3 };
type Kind = keyof typeof WEIGHTS;

/** The district as its officers see it, and what they think of doing next. */
export class District {
  readonly #households = new Map<string, Household>();
  readonly #ids: string[] = [];
  readonly #left: string[] = [];
  #commands = 0;
  #people = 0;

  constructor(
    private readonly random: Random,
    private readonly name: string,
    private readonly villages: readonly string[] = VILLAGES,
  ) {}

  get sites(): readonly Given[] {
    return [1, 2].map((n) => this.#give('relocation/sites', `${this.name}-site-${n}`, 'open-site', { name: `安置点${n}`, area: '511504001000', type: 'TOWN', openedOn: daysAgo(400) }));
  }

  /** A household that was registered can be worked on at once. */
  registered(id: string): void {
    if (this.#households.has(id)) return;
    this.#households.set(id, { id, revision: 0, relocated: false, members: new Set(), clues: [], jobs: [] });
    this.#ids.push(id);
  }

  answered({ stream, revision }: Answer): void {
    const household = this.#households.get(stream.slice('household-'.length));
    if (household) household.revision = Math.max(household.revision, revision);
  }

  /** What the log tells: the ids of people, and what others have begun. */
  learn(events: readonly Logged[]): void {
    for (const { stream, type, data } of events) {
      const id = stream.startsWith('household-') ? stream.slice('household-'.length) : undefined;
      if (id !== undefined) this.registered(id);
      const household = this.#households.get(id ?? '');
      if (!household) continue;
      switch (type) {
        case 'identification.MemberAdded.v1': household.members.add(String(data['personId'])); break;
        case 'identification.MemberRemoved.v1': household.members.delete(String(data['personId'])); break;
        case 'identification.ClueReported.v1': household.clues.push(String(data['clueId'])); break;
        case 'relocation.HouseholdRelocated.v1': household.relocated = true; break;
        case 'relocation.EmploymentRecorded.v1': household.jobs.push(String(data['employmentId'])); break;
      }
    }
  }

  next(): Given {
    for (;;) {
      const kind = this.#ids.length < HOT ? 'register' : this.random.weighted(WEIGHTS);
      const given = this.#think(kind);
      if (given) return given;
    }
  }

  #think(kind: Kind): Given | undefined {
    const { random } = this;
    if (kind === 'register') return this.#ids.length < MOST_HOUSEHOLDS ? this.#register() : undefined;
    const household = this.#pick();
    const { id } = household;
    switch (kind) {
      case 'income': return this.#onHousehold(household, 'record-income', { year: random.int(2015, 2025), incomePerHeadFen: random.int(300_000, 3_000_000) });
      case 'clue': return this.#onHousehold(household, 'report-clue', { clueId: `clue-${this.#commands}`, channel: 'CADRE_VISIT', riskTypes: [random.pick(RISKS)], source: null });
      // Its limit has passed: the deadline process has something to record.
      case 'lateClue': return this.#onHousehold(household, 'report-clue', { clueId: `late-${this.#commands}`, channel: 'SELF_REPORT', riskTypes: [random.pick(RISKS)], source: null, effectiveOn: daysAgo(90) });
      case 'close': {
        const clueId = household.clues.shift();
        return clueId === undefined ? undefined : this.#onHousehold(household, 'close-clue', { clueId, verdict: 'NOT_ELIGIBLE', reason: '情况稳定', toldOn: daysAgo(0) });
      }
      case 'add': return this.#add(household, this.#left.length > 0 && random.happens(0.5) ? this.#left.shift()! : this.#document());
      case 'remove': {
        const personId = [...household.members][1];
        if (personId === undefined) return undefined;
        household.members.delete(personId);
        return this.#onHousehold(household, 'remove-member', { personId, reason: 'MOVE_OUT' });
      }
      case 'relocate':
        if (household.relocated) return undefined;
        household.relocated = true;
        return this.#give('relocation/households', id, 'relocate-household', { siteId: `${this.name}-site-${random.int(1, 2)}`, movedOn: daysAgo(300) });
      case 'employ': {
        const [personId] = household.members;
        if (!household.relocated || personId === undefined) return undefined;
        return this.#give('relocation/households', id, 'record-employment', { personId, employmentId: `job-${this.#commands}`, channel: 'COUNTY', startedOn: daysAgo(200) });
      }
      case 'lose': {
        const employmentId = household.jobs.shift();
        return employmentId === undefined ? undefined : this.#give('relocation/households', id, 'lose-employment', { employmentId, lostOn: daysAgo(10) });
      }
      // Selective help outside the register: refused, and the refusal recorded.
      case 'help': {
        const [recipientId] = household.members;
        if (recipientId === undefined) return undefined;
        return this.#give('assistance/households', id, 'grant-help', { code: 'M10', deliveryId: `delivery-${this.#commands}`, recipientId, deliveredOn: daysAgo(5), amountFen: 10_000, evidenceHash: 'a'.repeat(64) });
      }
      case 'move': return this.#onHousehold(household, 'change-household', { registerNumber: null, village: random.pick(this.villages), kind: 'GENERAL' });
    }
  }

  #pick(): Household {
    const few = this.random.happens(0.4);
    return this.#households.get(this.random.pick(few ? this.#ids.slice(0, HOT) : this.#ids))!;
  }

  #document(): string {
    this.#people += 1;
    return documentOf(this.#people);
  }

  #register(): Given {
    const { random } = this;
    const documents = Array.from({ length: random.int(1, 4) }, () => this.#document());
    // Somebody whom another officer is registering, too: one of the two must be refused.
    if (documents.length > 1 && this.#people > 20 && random.happens(0.1)) documents[1] = documentOf(this.#people - random.int(5, 15));
    const members = documents.map((document, i) => memberOf(document, i === 0 ? '01' : '28'));
    const id = `${this.name}-${this.#commands}`;
    return { ...this.#give('identification/households', id, 'register-household', { registerNumber: null, village: random.pick(this.villages), kind: 'GENERAL', members }), documents };
  }

  #add(household: Household, document: string): Given {
    return { ...this.#onHousehold(household, 'add-member', { member: memberOf(document, '28'), reason: 'MOVE_IN' }), documents: [document] };
  }

  /** Now and then on condition that nobody was faster. */
  #onHousehold(household: Household, command: string, body: Given['body']): Given {
    const given = this.#give('identification/households', household.id, command, body);
    return this.random.happens(0.05) ? { ...given, ifMatch: household.revision } : given;
  }

  #give(subjects: string, id: string, command: string, body: Given['body']): Given {
    this.#commands += 1;
    return { key: `${this.name}-key-${this.#commands}`, path: `/v1/${subjects}/${id}/${command}`, body };
  }
}

const memberOf = (document: string, relation: string) => ({ relation, labour: 'ORDINARY', name: nameOf(document), documentNumber: document });
