import type { Calendar, Clock, EventCatalogue, EventStore, IdSource, PolicySource, ReadStore } from '@humai/kernel';
import { Global, Module } from '@nestjs/common';
import { AtLeast } from './at-least.js';
import { CommandExecutor } from './command-executor.js';
import { HealthController } from './health.js';
import { checkpointPositions, type ReadPositions } from './read-position.js';
import { HttpParts } from './set-up-http.js';
import { SubjectRegistry } from './subjects.js';
import { CALENDAR, CATALOGUE, CLOCK, COMMAND_OBSERVER, type CommandObserver, EVENT_STORE, IDS, POLICIES, READ_POSITIONS, READ_STORE } from './tokens.js';

/**
 * What every context builds on: {@link CommandExecutor}, {@link SubjectRegistry}, {@link AtLeast}, health and metrics.
 * Import it once, beside the wiring module that provides the ports.
 */
@Global()
@Module({
  controllers: [HealthController],
  providers: [
    SubjectRegistry,
    HttpParts,
    {
      provide: AtLeast,
      inject: [READ_STORE, SubjectRegistry, { token: READ_POSITIONS, optional: true }],
      useFactory: (store: ReadStore, subjects: SubjectRegistry, positions?: ReadPositions) => new AtLeast(positions ?? checkpointPositions(store), subjects),
    },
    {
      provide: CommandExecutor,
      inject: [EVENT_STORE, CATALOGUE, CLOCK, IDS, POLICIES, CALENDAR, { token: COMMAND_OBSERVER, optional: true }],
      useFactory: (store: EventStore, catalogue: EventCatalogue, clock: Clock, ids: IdSource, policies: PolicySource, calendar: Calendar, observer?: CommandObserver) =>
        new CommandExecutor({ store, catalogue, clock, ids, policies, calendar, observer }),
    },
  ],
  exports: [CommandExecutor, SubjectRegistry, AtLeast, HttpParts],
})
export class PlatformModule {}
