import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { makeDirectory } from './directory.js';

let place: string;
beforeEach(() => void (place = mkdtempSync(join(tmpdir(), 'humai-directory-'))));
afterEach(() => rmSync(place, { recursive: true }));

describe('a data directory', () => {
  it('is made with all above it, for its owner alone, and left as it is when it is there', () => {
    const directory = join(place, 'a', 'b');
    makeDirectory(directory);
    expect([statSync(directory).mode & 0o777, readdirSync(directory)]).toEqual([0o700, []]);
    writeFileSync(join(directory, 'kept'), '');
    makeDirectory(directory);
    expect(readdirSync(directory)).toEqual(['kept']);
  });

  it('is refused in one sentence where there can be none', () => {
    writeFileSync(join(place, 'file'), '');
    for (const directory of [join(place, 'file'), join(place, 'file', 'below'), '/proc', '/proc/humai', '/proc/humai/below']) {
      expect(() => makeDirectory(directory)).toThrow(expect.objectContaining({ code: 'STORE.UNWRITABLE', details: { directory, problem: expect.any(String) } }));
      expect(existsSync(join(directory, 'below'))).toBe(false);
    }
  });
});
