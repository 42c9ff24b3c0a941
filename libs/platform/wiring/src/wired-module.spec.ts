import { describe, expect, it } from '@jest/globals';
import { HEALTH_CHECKS, type HealthCheck } from '@humai/nest';
import type { ProjectionRunner } from '@humai/projections';
import { Metrics } from '@humai/telemetry';
import { WiredModule, type ModuleParts } from './wired-module.js';

type Status = ProjectionRunner['status'][number];
const at = (state: Status['state'], error: Status['error'] = null): Status => ({ name: 'demo.counts.v1', collection: 'demo.counts.v1', position: 7, state, error });
const error = { code: 'INTERNAL', message: 'what nobody is to see', attempts: 3, position: 8 };

/** What the check of the read models says of a projection in this state. */
async function said(status: Status): Promise<string> {
  const parts = { ports: { store: { lastPosition: async () => 9 }, checks: [] }, contexts: [], house: [], metrics: new Metrics(), logger: {} } as unknown as ModuleParts;
  const { providers = [] } = WiredModule.of(parts);
  const provider = providers.find((p) => (p as { provide?: unknown }).provide === HEALTH_CHECKS) as { useFactory(runner: unknown): readonly HealthCheck[] };
  const check = provider.useFactory({ status: [status] }).find((c) => c.name === 'read-models')!;
  return check.check().then(() => 'up', (failure: Error) => failure.message);
}

describe('the health of read models', () => {
  it.each(['idle', 'live', 'catching-up', 'rebuilding'] as const)('is good while one is %s', async (state) => expect(await said(at(state))).toBe('up'));
  it('is not while one has stopped', async () => expect(await said(at('stopped', error))).toBe('demo.counts.v1 stopped at 7 (INTERNAL)'));
  it('is not while one tries again after a failure, of which only the code is told', async () => expect(await said(at('retrying', error))).toBe('demo.counts.v1 retrying at 7 (INTERNAL)'));
  it('is not while one was stopped without a reason', async () => expect(await said(at('stopped'))).toBe('demo.counts.v1 stopped at 7'));
});
