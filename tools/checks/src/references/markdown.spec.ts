import { describe, expect, it } from '@jest/globals';
import { anchor, code, link, pageOf, table } from './markdown.js';

describe('a table', () => {
  it('keeps what would break it: bars, tags outside code, ends of lines; and shows that there is nothing', () => {
    expect(table(['a', 'b'], [['x | <y>', code('<id>|')], ['two\n  lines', ' ']])).toBe('| a | b |\n|---|---|\n| x \\| &lt;y> | `<id>\\|` |\n| two lines | – |');
  });

  it('is nothing without rows', () => {
    expect(table(['a'], [])).toBe('');
  });
});

describe('a link', () => {
  it('leads to the anchor of the same name', () => {
    expect([anchor('demo.Counted.v1'), link('x', 'events.md', 'demo.Counted.v1'), link('x', '', 'RISK_TYPES')]).toStrictEqual([
      '<a id="demo-counted-v1"></a>', '[x](events.md#demo-counted-v1)', '[x](#risk-types)',
    ]);
  });
});

describe('a page', () => {
  it('says what it is, who makes it, and leaves out what is empty', () => {
    expect(pageOf('标题 Title', 'one', '', 'two')).toBe(
      '---\ntype: reference\n---\n\n# 标题 Title\n\n<!-- Made by `npm run docs` from what the code declares: edit that, or the YAML beside this page, and run it again. -->\n\none\n\ntwo\n',
    );
  });
});
