import type { INestApplication, INestMicroservice } from '@nestjs/common';
import type { HumaiStrategy } from './humai-strategy.js';
import { RethrowFilter } from './rethrow-filter.js';

/**
 * Connects a consumer to the application; call `app.startAllMicroservices()` after it.
 * The application's own filters and guards are for HTTP and are not inherited; errors reach the consumer loop as thrown.
 */
export function connectConsumer(app: INestApplication, strategy: HumaiStrategy): INestMicroservice {
  const consumer = app.connectMicroservice({ strategy }, { inheritAppConfig: false, deferInitialization: true }); // deferred, or the filter comes too late
  consumer.useGlobalFilters(new RethrowFilter());
  return consumer;
}
