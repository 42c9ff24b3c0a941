import { describe, expect, it } from '@jest/globals';
import { waitForPosition, waitUpToDate } from './read-position.js';

const [A, B] = [{ name: 'x.a', version: 1 }, { name: 'x.b', version: 1 }];

describe('read models that another process keeps', () => {
  it('are waited for until all of them show where the log ended', async () => {
    const positions = { a: 0, b: 7 };
    const upToDate = waitUpToDate({ lastPosition: async () => 7 }, { positionOf: async ({ name }) => (name === 'x.a' ? (positions.a += 1) : positions.b) });
    expect(await upToDate([A, B])).toBe(7);
    expect(positions.a).toBe(7);
  });

  it('are not waited for for ever', async () => {
    await expect(waitForPosition(async () => 3, 7, async () => {})).rejects.toMatchObject({ code: 'READ_MODEL.BEHIND', details: { wanted: 7, position: 3 } });
  });
});
