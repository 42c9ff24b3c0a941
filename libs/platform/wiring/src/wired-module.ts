import { AuthModule, TOKEN_VERIFIER } from '@humai/auth';
import type { EventStore } from '@humai/kernel';
import {
  AGGREGATES, AREAS, CALENDAR, CATALOGUE, CLOCK, COMMAND_OBSERVER, CommandExecutor, type ConsumerProgress, CONSUMERS, type ContextDefinition, ERRORS, EVENT_FEED, EVENT_STORE, EVIDENCE, HEALTH_CHECKS, type HealthCheck,
  HTTP_OBSERVER, IDS, LEADERSHIP, METRICS_SOURCE, PARKING_LOT, PEERS, PlatformModule, POLICIES, PROCESS_RUNNER, PROJECTION_RUNNER, projectionsOf, READ_POSITIONS, READ_STORE, type ReadPositions, ROW_STAGING, SCRATCH, STORE_TRAITS, UP_TO_DATE, type UpToDate, VAULT, waitUpToDate,
} from '@humai/nest';
import { type AnyDeadlineProcess, ProcessRunner, ProjectionRunner } from '@humai/projections';
import { httpObserver, type Logger, type Metrics } from '@humai/telemetry';
import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import type { Ports } from './ports.js';

const PROCESSES = Symbol('Processes');

export type ModuleParts = Readonly<{
  ports: Ports;
  /** Those that run here. */
  contexts: readonly ContextDefinition[];
  /** Those of the whole house, run here or elsewhere: all that can stand in a stream. */
  house: readonly ContextDefinition[];
  /** How far read models are, where they may be kept up by another process; the runner here knows otherwise. */
  positions?: ReadPositions | undefined;
  logger: Logger;
  metrics: Metrics;
}>;

/** Contexts over what a mode has put behind the ports. */
@Module({})
export class WiredModule {
  static of(parts: ModuleParts): DynamicModule {
    return { module: WiredModule, global: true, imports: [PlatformModule, AuthModule, ...parts.contexts.map((c) => c.module)], ...provided([...portsOf(parts), ...runners(parts)]) };
  }
}

const provided = (providers: readonly Provider[]) => ({ providers: [...providers], exports: providers.map((p) => (p as { provide: symbol }).provide) });
const value = (provide: symbol, useValue: unknown): Provider => ({ provide, useValue });

function portsOf({ ports, contexts, house, logger, metrics }: ModuleParts): readonly Provider[] {
  const consumers = contexts.flatMap((c): ConsumerProgress[] => (c.consumer ? [{ group: c.consumer.group, position: () => ports.feed.position(c.consumer!.group) }] : []));
  return [
    value(STORE_TRAITS, ports.traits), value(EVENT_STORE, ports.store), value(READ_STORE, ports.readStore), value(EVENT_FEED, ports.feed), value(VAULT, ports.vault), value(EVIDENCE, ports.evidence), value(ROW_STAGING, ports.openStaging),
    value(SCRATCH, ports.scratch), value(CLOCK, ports.clock), value(IDS, ports.ids), value(POLICIES, ports.policies), value(CALENDAR, ports.calendar),
    value(AREAS, ports.areas), value(CATALOGUE, ports.catalogue), value(ERRORS, ports.errors), value(AGGREGATES, house.flatMap((c) => c.aggregates)),
    value(PARKING_LOT, ports.lot), value(CONSUMERS, consumers), value(TOKEN_VERIFIER, ports.verifier), value(PEERS, ports.peers ?? []),
    value(METRICS_SOURCE, metrics), value(COMMAND_OBSERVER, metrics.commands), value(HTTP_OBSERVER, httpObserver(logger, metrics)),
  ];
}

function runners({ ports, contexts, positions, logger, metrics }: ModuleParts): readonly Provider[] {
  const { store, readStore, catalogue, clock, policies, calendar } = ports;
  return [
    {
      provide: PROCESSES,
      inject: [CommandExecutor],
      useFactory: (executor: CommandExecutor): readonly AnyDeadlineProcess[] => contexts.flatMap((c) => c.processes?.({ executor, policies, calendar, readStore }) ?? []),
    },
    {
      provide: PROJECTION_RUNNER,
      inject: [PROCESSES],
      useFactory: (processes: readonly AnyDeadlineProcess[]) =>
        new ProjectionRunner({
          store, readStore, catalogue, projections: [...contexts.flatMap((c) => projectionsOf(c, { policies, calendar })), ...processes.map((p) => p.dueDates)],
          metrics: metrics.projections, scratch: ports.scratch,
          onError: ({ name, error }) => logger.error({ projection: name ?? null, err: error }, 'projection failed'),
        }),
    },
    positions ? value(READ_POSITIONS, positions) : { provide: READ_POSITIONS, useExisting: PROJECTION_RUNNER },
    // Only the runner that leads may write read models: one that stands by would do it beside that one, and take away what is being rebuilt there.
    positions ? value(UP_TO_DATE, waitUpToDate(store, positions)) : { provide: UP_TO_DATE, inject: [PROJECTION_RUNNER], useFactory: (runner: ProjectionRunner): UpToDate => (projections) => runner.catchUp(projections) },
    ...(ports.leadership ? [value(LEADERSHIP, ports.leadership)] : []),
    {
      provide: PROCESS_RUNNER,
      inject: [PROCESSES, PROJECTION_RUNNER],
      useFactory: (processes: readonly AnyDeadlineProcess[], runner: ProjectionRunner) =>
        new ProcessRunner({ processes, runner, readStore, clock, log: store, onError: ({ process, deadline, error }) => logger.error({ process, deadline: deadline ?? null, err: error }, 'deadline not acted upon') }),
    },
    { provide: HEALTH_CHECKS, inject: [PROJECTION_RUNNER], useFactory: (runner: ProjectionRunner) => [...checksOf(store, runner), ...ports.checks] },
  ];
}

const checksOf = (store: EventStore, runner: ProjectionRunner): readonly HealthCheck[] => [
  { name: 'event-store', check: async () => void (await store.lastPosition()) },
  {
    name: 'read-models',
    check: async () => {
      const failing = runner.status.filter((s) => s.state === 'stopped' || s.error !== null);
      // Its code alone: what a failure says is not for everybody.
      if (failing.length > 0) throw new Error(failing.map((s) => `${s.name} ${s.state} at ${s.position}${s.error ? ` (${s.error.code})` : ''}`).join(', '));
    },
  },
];
