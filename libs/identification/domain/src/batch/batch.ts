import type { BatchCounts, DataBatchCommands, IdentificationEvent, MatchDoubt, MatchVerdict } from '@humai/contracts-identification';
import { DomainError, type CommandMeta, type CommandsOf, type Decider } from '@humai/kernel';
import { entry } from '../household/state.js';

export type DataBatchEvent = Extract<IdentificationEvent, { type: 'identification.DataBatchReceived.v1' | 'identification.MatchesDoubted.v1' | 'identification.MatchSettled.v1' | 'identification.DataBatchDone.v1' }>;
type Received = Extract<DataBatchEvent, { type: 'identification.DataBatchReceived.v1' }>['data'];

export type DoubtfulMatch = Readonly<{ matchId: string; row: number; doubt: MatchDoubt; candidateId: string | null }>;
/** One delivery of one source (invariant 24). */
export type DataBatch = Readonly<{
  received: Received | null;
  matches: Readonly<Record<string, DoubtfulMatch & Readonly<{ settled: Readonly<{ verdict: MatchVerdict; personId: string | null }> | null }>>>;
  done: BatchCounts | null;
}>;

export type DataBatchCommand =
  | CommandsOf<typeof DataBatchCommands, CommandMeta>
  | Readonly<{ type: 'ReceiveBatch'; data: Omit<Received, 'receivedOn'>; meta: CommandMeta }>
  | Readonly<{ type: 'DoubtMatches'; data: Readonly<{ matches: readonly DoubtfulMatch[] }>; meta: CommandMeta }>
  | Readonly<{ type: 'FinishBatch'; data: Readonly<{ counts: BatchCounts }>; meta: CommandMeta }>;
type CommandOf<T extends DataBatchCommand['type']> = Extract<DataBatchCommand, { type: T }>;

const evolve = (state: DataBatch, { type, data }: DataBatchEvent): DataBatch => {
  switch (type) {
    case 'identification.DataBatchReceived.v1': return { ...state, received: data };
    case 'identification.MatchesDoubted.v1': return { ...state, matches: { ...state.matches, ...Object.fromEntries(data.matches.map((m) => [m.matchId, { ...m, settled: null }])) } };
    case 'identification.MatchSettled.v1': {
      const match = entry(state.matches, data.matchId);
      return match ? { ...state, matches: { ...state.matches, [data.matchId]: { ...match, settled: { verdict: data.verdict, personId: data.personId } } } } : state;
    }
    case 'identification.DataBatchDone.v1': return { ...state, done: data.counts };
    default: return state;
  }
};

function receive(state: DataBatch, { data, meta }: CommandOf<'ReceiveBatch'>): readonly DataBatchEvent[] {
  if (!state.received) return [{ type: 'identification.DataBatchReceived.v1', data: { ...data, receivedOn: meta.effectiveOn } }];
  const { source, period, area, contentHash } = state.received;
  // Invariant 24: the same again.
  if (source === data.source && period === data.period && area === data.area && contentHash === data.contentHash) return [];
  throw new DomainError('BATCH.EXISTS');
}

function settle(state: DataBatch, { data }: CommandOf<'SettleMatch'>): readonly DataBatchEvent[] {
  const match = entry(state.matches, data.matchId);
  if (!match) throw new DomainError('MATCH.NOT_FOUND', { match: data.matchId }, 'matchId');
  const personId = data.verdict === 'ACCEPTED' ? (data.personId ?? match.candidateId) : null;
  if (match.settled) {
    if (match.settled.verdict === data.verdict && match.settled.personId === personId) return [];
    throw new DomainError('MATCH.SETTLED', { match: data.matchId }, 'matchId');
  }
  if (data.verdict === 'ACCEPTED' && personId === null) throw new DomainError('MATCH.NEEDS_PERSON', {}, 'personId');
  return [{ type: 'identification.MatchSettled.v1', data: { matchId: data.matchId, verdict: data.verdict, personId, reason: data.reason } }];
}

function decide(command: DataBatchCommand, state: DataBatch): readonly DataBatchEvent[] {
  switch (command.type) {
    case 'ReceiveBatch': return receive(state, command);
    case 'DoubtMatches': {
      const matches = command.data.matches.filter((m) => !entry(state.matches, m.matchId));
      if (!state.received || matches.length === 0) return [];
      const { source, period, area } = state.received;
      return [{ type: 'identification.MatchesDoubted.v1', data: { source, period, area, matches } }];
    }
    case 'FinishBatch': return state.done ? [] : [{ type: 'identification.DataBatchDone.v1', data: command.data }];
    case 'SettleMatch': return settle(state, command);
  }
}

export const dataBatchDecider: Decider<DataBatch, DataBatchCommand, DataBatchEvent> = { decide, evolve, initialState: { received: null, matches: {}, done: null } };
