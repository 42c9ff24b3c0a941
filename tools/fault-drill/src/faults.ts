import type { Message } from 'kafkajs';
import { ASSISTANCE, HOUSEHOLDS, IDENTIFICATION, lostJob, eventMessage, EMPLOYMENT_LOST, rubbish } from './planted.js';
import { placeOf } from './kafka.js';
import type { Scene } from './scene.js';

export type Fault = Readonly<{
  title: string;
  /** Does its worst while the load goes on; over when nothing more is held back by it. */
  strike(scene: Scene): Promise<void>;
  /** What people do about it afterwards, when all is quiet again but for what they must do. */
  mend?(scene: Scene): Promise<void>;
}>;

const BACKLOG = 100_000;
const DUPLICATES = 2_000;

/** Three kills at random moments: of one that works, and of one that comes up. */
const killing = (name: string): Fault => ({
  title: `kill -9 ${name}`,
  strike: async (scene) => {
    await scene.kill(name);
    await scene.pause(600, 3_500);
    await scene.kill(name);
    await scene.pause(600, 5_000);
    await scene.kill(name);
  },
});

/** Ended and started again on its data, after some seconds, twice. */
const away = (title: string, kind: 'kafka' | 'mongo', how: 'stop' | 'kill', fromMs: number, toMs: number): Fault => ({
  title,
  strike: async (scene) => {
    const service = scene.parts.system.real![kind]!;
    for (let time = 0; time < 2; time += 1) {
      if (time > 0) await scene.pause(2_000, 4_000);
      await service[how]();
      scene.counted.times += 1;
      await scene.pause(fromMs, toMs);
      await service.restart();
    }
  },
});

/** Messages of the log that stand in Kafka, as they are, in order. */
async function someMessages(scene: Scene, count: number): Promise<readonly Message[]> {
  const seen = (await scene.parts.kafka.readAll([HOUSEHOLDS])).filter((m) => !scene.planted.has(placeOf(m)) && m.headers['humai_position'] !== undefined);
  const from = scene.parts.random.int(0, Math.max(0, seen.length - 1));
  return Array.from({ length: count }, (_, i) => seen[(from + i) % seen.length]!.raw);
}

const all = {
  'kill-identification': killing('identification'),
  'kill-assistance': killing('assistance'),
  'kill-relocation': killing('relocation'),
  'kill-assessment': killing('assessment'),
  'kill-gateway': killing('gateway'),
  'kill-event-store': killing('event-store'),
  'kill-ledger': killing('ledger'),
  'relay-publishing': {
    title: 'kill -9 of the relay while it publishes',
    strike: async (scene) => {
      await scene.kill('ledger', 3_000);
      for (let time = 0; time < 2; time += 1) {
        // What was recorded meanwhile goes out as soon as the next one leads.
        if (!(await scene.parts.kafka.grows([HOUSEHOLDS], 60_000))) scene.parts.witness.objects('faults', 'the relay did not begin to publish');
        await scene.pause(0, 5);
        await scene.kill('ledger');
      }
    },
  },
  'kafka-stop': away('Kafka stopped and started', 'kafka', 'stop', 2_000, 6_000),
  'kafka-kill': away('kill -9 Kafka', 'kafka', 'kill', 500, 4_000),
  'read-store-kill': away('kill -9 of the read store', 'mongo', 'kill', 500, 8_000),
  'event-store-away': {
    title: 'event store killed and away',
    strike: async (scene) => {
      await scene.kill('event-store', scene.parts.random.int(2_500, 6_000));
      await scene.pause(8_000, 9_000);
      // Longer than anybody waits: commands are answered with 503.
      await scene.kill('event-store', 17_000);
      await scene.pause(17_500, 18_000);
    },
  },
  duplicates: {
    title: 'duplicates delivered',
    strike: async (scene) => {
      for (let time = 0; time < 3; time += 1) {
        await scene.parts.kafka.produce(HOUSEHOLDS, await someMessages(scene, DUPLICATES));
        scene.counted.times += DUPLICATES;
      }
    },
  },
  poison: {
    title: 'poison messages',
    strike: async (scene) => {
      const { log, today } = scene.parts;
      await scene.look();
      const [first, second] = [scene.ghost(), scene.ghost()].map((id) => [0, 1, 2].map((i) => lostJob(`household-${id}`, i, log.lastPosition - 2 + i, today))) as [ReturnType<typeof lostJob>[], ReturnType<typeof lostJob>[]];
      const shapeless = eventMessage({ stream: `household-${scene.ghost()}`, revision: 0, position: log.lastPosition, type: EMPLOYMENT_LOST, today, data: { personId: 1 } });
      for (const { message } of [...first, ...second, shapeless]) await scene.plant(message);
      const parked = (events: readonly ReturnType<typeof lostJob>[]) => events.map(({ event }, i) => ({ event, code: i === 0 ? 'SUBJECT.NOT_FOUND' : 'PARKED.BEHIND' }));
      scene.parked = [...parked(first), ...parked(second), { event: shapeless.event, code: 'SHAPE.INVALID' }];
      scene.counted.times = scene.counted.parked = scene.parked.length;
    },
    mend: async (scene) => {
      const shapeless = scene.parked.at(-1)!.event;
      const [first, second] = [scene.parked.slice(0, 3), scene.parked.slice(3, 6)].map((some) => some.map((p) => p.event)) as [typeof shapeless[], typeof shapeless[]];
      const id = (stream: string) => stream.slice('household-'.length);
      await scene.retry(first[0]!, { handled: 0, left: 3 });
      await scene.register(id(first[0]!.stream));
      await scene.retry(first[0]!, { handled: 3, left: 0 });
      // The first of the second household is given up; what waits behind it is tried, fails, and is done when the household is there.
      await scene.discard(second[0]!, { handled: 0, left: 2 });
      await scene.register(id(second[0]!.stream));
      await scene.retry(second[1]!, { handled: 2, left: 0 });
      await scene.discard(shapeless, { handled: 0, left: 0 });
      scene.taken.push(...first, ...second.slice(1));
      scene.parked = [];
    },
  },
  garbage: {
    title: 'garbage, changed, future and oversized messages',
    strike: async (scene) => {
      const { log, today, random } = scene.parts;
      await scene.look();
      for (let time = 0; time < 2; time += 1) {
        const secret = `secret-${random.int(1e8, 9e8)}`;
        for (const { message, groups, cause } of rubbish(`household-${scene.ghost()}`, log.lastPosition, today, secret)) {
          scene.garbage.push({ place: await scene.plant(message), groups, cause, secret });
          scene.counted.times += 1;
          scene.counted.deadLetters += groups.length;
        }
      }
    },
  },
  backlog: {
    title: `a backlog of ${BACKLOG.toLocaleString('en')} messages`,
    strike: async (scene) => {
      const messages = await someMessages(scene, BACKLOG);
      await Promise.all(['identification', 'assistance'].map((name) => scene.kill(name, 15_000)));
      await scene.parts.kafka.produce(HOUSEHOLDS, messages);
      scene.counted.times = BACKLOG;
    },
  },
} as const satisfies Readonly<Record<string, Fault>>;

export type FaultName = keyof typeof all;
export const FAULTS: Readonly<Record<FaultName, Fault>> = all;
export const GROUPS = [IDENTIFICATION, ASSISTANCE];
