import { AuthModule, TOKEN_VERIFIER } from '@humai/auth';
import type { EventStore } from '@humai/kernel';
import {
  AGGREGATES, AREAS, CALENDAR, CATALOGUE, CLOCK, COMMAND_OBSERVER, CommandExecutor, type ConsumerProgress, CONSUMERS, type ContextDefinition, ERRORS, EVENT_FEED, EVENT_STORE, EVIDENCE, HEALTH_CHECKS, type HealthCheck,
  HTTP_OBSERVER, IDS, METRICS_SOURCE, PARKING_LOT, PlatformModule, POLICIES, PROCESS_RUNNER, PROJECTION_RUNNER, projectionsOf, READ_POSITIONS, READ_STORE, ROW_STAGING, SCRATCH, STORE_TRAITS, type StoreTraits, VAULT,
} from '@humai/nest';
import { type AnyDeadlineProcess, ProcessRunner, ProjectionRunner } from '@humai/projections';
import { httpObserver, type Logger, type Metrics } from '@humai/telemetry';
import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { type Platform, scratchOf } from './platform.js';

const PROCESSES = Symbol('Processes');

export type ModuleParts = Readonly<{ platform: Platform; contexts: readonly ContextDefinition[]; logger: Logger; metrics: Metrics }>;

/** All contexts over the adapters of one data directory. The only place where the embedded mode names what stands behind a port. */
@Module({})
export class EmbeddedModule {
  static of(parts: ModuleParts): DynamicModule {
    return { module: EmbeddedModule, global: true, imports: [PlatformModule, AuthModule, ...parts.contexts.map((c) => c.module)], ...provided([...ports(parts), ...runners(parts)]) };
  }
}

const provided = (providers: readonly Provider[]) => ({ providers: [...providers], exports: providers.map((p) => (p as { provide: symbol }).provide) });
const value = (provide: symbol, useValue: unknown): Provider => ({ provide, useValue });

function ports({ platform, contexts, logger, metrics }: ModuleParts): readonly Provider[] {
  const consumers = contexts.flatMap((c): ConsumerProgress[] => (c.consumer ? [{ group: c.consumer.group, position: () => platform.feed.position(c.consumer!.group) }] : []));
  const traits: StoreTraits = { simulated: platform.store.simulated, gaplessPositions: true, checkFiles: () => platform.store.damage() };
  return [
    value(STORE_TRAITS, traits), value(EVENT_STORE, platform.store), value(READ_STORE, platform.readStore), value(EVENT_FEED, platform.feed), value(VAULT, platform.vault), value(EVIDENCE, platform.evidence), value(ROW_STAGING, platform.openStaging),
    value(SCRATCH, scratchOf(platform.directory)), value(CLOCK, platform.clock), value(IDS, platform.ids), value(POLICIES, platform.policies), value(CALENDAR, platform.calendar),
    value(AREAS, platform.areas), value(CATALOGUE, platform.catalogue), value(ERRORS, platform.errors), value(AGGREGATES, contexts.flatMap((c) => c.aggregates)),
    value(PARKING_LOT, platform.lot), value(CONSUMERS, consumers), value(TOKEN_VERIFIER, platform.issuer),
    value(METRICS_SOURCE, metrics), value(COMMAND_OBSERVER, metrics.commands), value(HTTP_OBSERVER, httpObserver(logger, metrics)),
  ];
}

function runners({ platform, contexts, logger }: ModuleParts): readonly Provider[] {
  const { store, readStore, catalogue, clock, policies, calendar } = platform;
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
          onError: ({ name, error }) => logger.error({ projection: name ?? null, err: error }, 'projection failed'),
        }),
    },
    { provide: READ_POSITIONS, useExisting: PROJECTION_RUNNER },
    {
      provide: PROCESS_RUNNER,
      inject: [PROCESSES, PROJECTION_RUNNER],
      useFactory: (processes: readonly AnyDeadlineProcess[], runner: ProjectionRunner) =>
        new ProcessRunner({ processes, runner, readStore, clock, onError: ({ process, deadline, error }) => logger.error({ process, deadline: deadline ?? null, err: error }, 'deadline not acted upon') }),
    },
    { provide: HEALTH_CHECKS, inject: [PROJECTION_RUNNER], useFactory: (runner: ProjectionRunner) => checksOf(store, runner) },
  ];
}

const checksOf = (store: EventStore, runner: ProjectionRunner): readonly HealthCheck[] => [
  { name: 'event-store', check: async () => void (await store.lastPosition()) },
  {
    name: 'read-models',
    check: async () => {
      const stopped = runner.status.filter((s) => s.state === 'stopped');
      if (stopped.length > 0) throw new Error(stopped.map((s) => `${s.name} stopped at ${s.position}`).join(', '));
    },
  },
];
