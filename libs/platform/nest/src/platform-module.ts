import type { Calendar, Clock, EventCatalogue, EventStore, IdSource, PolicySource } from '@humai/kernel';
import { Global, Module } from '@nestjs/common';
import { CommandExecutor } from './command-executor.js';
import { HealthController } from './health.js';
import { HttpParts } from './set-up-http.js';
import { SubjectRegistry } from './subjects.js';
import { CALENDAR, CATALOGUE, CLOCK, COMMAND_OBSERVER, type CommandObserver, EVENT_STORE, IDS, POLICIES } from './tokens.js';

/**
 * What every context builds on: {@link CommandExecutor}, {@link SubjectRegistry}, health and metrics.
 * Import it once, beside the wiring module that provides the ports.
 */
@Global()
@Module({
  controllers: [HealthController],
  providers: [
    SubjectRegistry,
    HttpParts,
    {
      provide: CommandExecutor,
      inject: [EVENT_STORE, CATALOGUE, CLOCK, IDS, POLICIES, CALENDAR, { token: COMMAND_OBSERVER, optional: true }],
      useFactory: (store: EventStore, catalogue: EventCatalogue, clock: Clock, ids: IdSource, policies: PolicySource, calendar: Calendar, observer?: CommandObserver) =>
        new CommandExecutor({ store, catalogue, clock, ids, policies, calendar, observer }),
    },
  ],
  exports: [CommandExecutor, SubjectRegistry, HttpParts],
})
export class PlatformModule {}
