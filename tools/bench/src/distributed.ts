import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DistributedSystem } from '@humai/distributed';
import { checkCharacterOf } from '@humai/identification-domain';
import { type Measurement, type Progress, quantile } from './measurement.js';

const HOUSEHOLDS = 40;
const COMMANDS = 600;
const WARM_UP = 60;
const PER_SECOND = 20;
const VILLAGE = '511504001004';

/** From a command's request to the moment the read model of its service shows it, and to the consumer in another service that heard of it. */
export async function benchDistributed(directory: string, progress: Progress): Promise<Measurement[]> {
  const system = await DistributedSystem.start({ directory: join(directory, 'distributed'), port: 20_000 + 100 * Math.floor(Math.random() * 120), empty: true, households: 0, signal: new AbortController().signal, say: () => {} });
  try {
    const token = await system.issuer.mint({ subject: 'bench', grants: [{ role: 'county', area: '511504' }, { role: 'township', area: '511504001' }], days: 1 });
    const post = async (path: string, body: object): Promise<{ position: number }> => {
      const answer = await fetch(`${system.url}/v1/identification/households/${path}`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() }, body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as { position: number };
    };
    for (let i = 0; i < HOUSEHOLDS; i += 1)
      await post(`bench-${i}/register-household`, { registerNumber: `bench-${i}`, village: VILLAGE, kind: 'GENERAL', members: [{ name: `测${i}`, documentNumber: numberOf(i), relation: '01', labour: 'ORDINARY' }] });
    const [acknowledged, shown]: [number[], number[]] = [[], []];
    const one = async (n: number): Promise<void> => {
      const start = performance.now();
      const { position } = await post(`bench-${n % HOUSEHOLDS}/record-income`, { year: 2010 + Math.floor(n / HOUSEHOLDS), incomePerHeadFen: 700_000 + n });
      const answered = performance.now() - start;
      const answer = await fetch(`${system.url}/v1/identification/households/bench-${n % HOUSEHOLDS}`, { headers: { authorization: `Bearer ${token}`, 'humai-at-least': String(position) } });
      if (!answer.ok) throw new Error(`read: ${answer.status} ${await answer.text()}`);
      await answer.text();
      if (n < WARM_UP) return;
      acknowledged.push(answered);
      shown.push(performance.now() - start);
    };
    const running: Promise<void>[] = [];
    for (let n = 0; n < COMMANDS; n += 1) {
      running.push(one(n));
      progress(n, COMMANDS);
      await sleep(1_000 / PER_SECOND);
    }
    await Promise.all(running);
    return ([['p50', 0.5], ['p95', 0.95]] as const).map(([name, part]) => ({
      row: `every service a process of its own, ${PER_SECOND} commands/s: from the request to the read model that shows it, ${name}`,
      value: quantile(shown, part), unit: 'ms', baselines: [{ name: 'until the command was acknowledged', value: quantile(acknowledged, part) }],
    }));
  } finally {
    await system.stop();
  }
}

/** Of nobody: no area has the code 000000. */
function numberOf(n: number): string {
  const digits = `00000019700101${String(n * 2 + 1).padStart(3, '0')}`;
  return digits + checkCharacterOf(digits);
}
