import { describe, expect, it } from '@jest/globals';
import { publicNameOf } from './public-name.js';

const born = (date: string) => `000000${date}0010`;

describe('a name on a public board', () => {
  it('is the first character, whatever the length', () => {
    expect(publicNameOf({ name: '张三', documentNumber: born('19600101') }, '2024-03-11')).toBe('张*某');
    expect(publicNameOf({ name: '张三丰', documentNumber: born('19600101') }, '2024-03-11')).toBe('张*某');
    expect(publicNameOf({ name: '𠮷田', documentNumber: born('19600101') }, '2024-03-11')).toBe('𠮷*某');
  });

  it('is never that of a child, to the day, nor of whoever may be one, nor of an erased person', () => {
    expect(publicNameOf({ name: '李四', documentNumber: born('20060311') }, '2024-03-10')).toBeNull();
    expect(publicNameOf({ name: '李四', documentNumber: born('20060311') }, '2024-03-11')).toBe('李*某');
    expect(publicNameOf({ name: '李四' }, '2024-03-11')).toBeNull();
    expect(publicNameOf({ name: '李四', attributes: { 出生日期: '1970-05-01' } }, '2024-03-11')).toBe('李*某');
    expect(publicNameOf({ name: '李四', documentNumber: '000000197013010010' }, '2024-03-11')).toBeNull();
    expect(publicNameOf(null, '2024-03-11')).toBeNull();
  });
});
