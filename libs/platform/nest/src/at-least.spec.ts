import { describe, expect, it } from '@jest/globals';
import { AtLeast } from './at-least.js';
import type { HttpRequest } from './http-context.js';

const [CARD, LIST, NAMES] = [{ name: 'x.card', version: 1 }, { name: 'x.list', version: 1 }, { name: 'x.names', version: 1 }];
const asking = (position?: string) => ({ headers: position === undefined ? {} : { 'humai-at-least': position } }) as unknown as HttpRequest;

/** Read models that come one event further each time they are looked at, up to a last one. */
const showing = (positions: Record<string, number>, last: number) => {
  const looked: string[] = [];
  const atLeast = new AtLeast({ positionOf: async ({ name }) => {
    looked.push(name);
    return (positions[name] = Math.min(last, positions[name]! + 1));
  } }, { projections: [NAMES] });
  return { atLeast, looked, positions };
};

describe('an answer that is asked to be no older than a position', () => {
  it('waits for its read models and for the one in which names are looked up; it is as old as the oldest of them', async () => {
    const { atLeast, positions } = showing({ 'x.card': 3, 'x.list': 8, 'x.names': 1 }, 20);
    expect([await atLeast.reach(asking('7'), CARD, LIST), positions]).toEqual([7, { 'x.card': 7, 'x.list': 9, 'x.names': 7 }]);
  });

  it('waits for names alone where it comes from the streams', async () => {
    const { atLeast, positions } = showing({ 'x.names': 1 }, 20);
    await atLeast.reach(asking('7'));
    expect(positions['x.names']).toBe(7);
  });

  it('waits for nothing when none is named, and says how old it is', async () => {
    const { atLeast, looked } = showing({ 'x.card': 3, 'x.list': 8, 'x.names': 1 }, 20);
    expect([await atLeast.reach(asking(), CARD, LIST), looked]).toEqual([4, ['x.card', 'x.list']]);
  });

  it('is refused rather than given too old', async () => {
    for (const behind of ['x.card', 'x.names'])
      await expect(showing({ 'x.card': 9, 'x.names': 9, [behind]: 1 }, 6).atLeast.reach(asking('7'), CARD)).rejects.toMatchObject({ code: 'READ_MODEL.BEHIND', details: { wanted: 7, position: 6 } });
  }, 20_000);

  it.each(['', '-1', '1.5', 'x', '9'.repeat(16)])('says so of what is no position: %j', async (position) => {
    await expect(showing({ 'x.card': 1, 'x.names': 1 }, 9).atLeast.reach(asking(position), CARD)).rejects.toMatchObject({ code: 'SHAPE.INVALID', field: 'Humai-At-Least' });
  });
});
