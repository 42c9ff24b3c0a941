import { Controller, Get, Inject, Optional, Res, SetMetadata } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type HttpReply, PUBLIC_ROUTE } from './http-context.js';
import { HEALTH_CHECKS, type HealthCheck, METRICS_SOURCE, type MetricsSource } from './tokens.js';

@ApiExcludeController()
@SetMetadata(PUBLIC_ROUTE, true)
@Controller()
export class HealthController {
  constructor(
    @Optional() @Inject(HEALTH_CHECKS) private readonly checks: readonly HealthCheck[] | null,
    @Optional() @Inject(METRICS_SOURCE) private readonly source: MetricsSource | null,
  ) {}

  @Get('health/live')
  live(): { status: string } {
    return { status: 'up' };
  }

  @Get('health/ready')
  async ready(@Res() reply: HttpReply): Promise<void> {
    const results = await Promise.all(
      (this.checks ?? []).map(async (health) => {
        try {
          await health.check();
          return [health.name, { status: 'up' }] as const;
        } catch (error) {
          return [health.name, { status: 'down', reason: error instanceof Error ? error.message : 'unknown' }] as const;
        }
      }),
    );
    const up = results.every(([, { status }]) => status === 'up');
    void reply.status(up ? 200 : 503).header('content-type', 'application/json; charset=utf-8')
      .send(JSON.stringify({ status: up ? 'up' : 'down', checks: Object.fromEntries(results) }));
  }

  @Get('metrics')
  async metrics(@Res() reply: HttpReply): Promise<void> {
    if (!this.source) return void reply.status(404).send('');
    void reply.status(200).header('content-type', this.source.contentType).send(await this.source.metrics());
  }
}
