import { expect } from '@open-wc/testing';
import { en } from '../../src/locales/en.js';
import { format, localize } from '../../src/locales/format.js';

describe('format', () => {
  const TABLE: [text: string, values: Record<string, string | number> | undefined, expected: string][] = [
    ['plain', undefined, 'plain'],
    ['{a}', {}, '{a}'],
    ['{a} and {a}', { a: 'x' }, 'x and x'],
    ['{a}{b}', { a: 1, b: 2 }, '12'],
    ['{a}', { a: '{b}', b: 'no' }, '{b}'],
    ['{a}', { a: '$& $1 $$' }, '$& $1 $$'],
    ['{toString} {constructor} {__proto__}', {}, '{toString} {constructor} {__proto__}'],
    ['{}', { '': 'x' }, '{}'],
    ['{a b}', { a: 'x' }, '{a b}'],
    ['{a}', { a: '' }, ''],
    ['{a}', { a: 0 }, '0'],
    ['{a}', { a: '<img onerror=x>' }, '<img onerror=x>'],
  ];
  for (const [text, values, expected] of TABLE)
    it(`${text} with ${JSON.stringify(values)}`, () => {
      expect(format(text, values)).to.equal(expected);
    });

  it('finds no text that is empty or has an unclosed brace', () => {
    for (const [key, text] of Object.entries(en)) {
      expect(text, key).not.to.equal('');
      expect(text.replace(/\{\w+\}/g, ''), key).not.to.match(/[{}]/);
    }
  });
});

describe('localize', () => {
  const TEXTS = { en_US: 'English', zh_Hans: '中文', pt_BR: 'Português', ja_JP: '日本語' };
  const TABLE: [texts: Record<string, string> | null, language: string, expected: string][] = [
    [null, 'en', ''],
    [{}, 'en', ''],
    [TEXTS, 'en-US', 'English'],
    [TEXTS, 'en', 'English'],
    [TEXTS, 'en-GB', 'English'],
    [TEXTS, 'zh-Hans', '中文'],
    [TEXTS, 'zh_Hans', '中文'],
    [TEXTS, 'zh-Hans-CN', '中文'],
    [TEXTS, 'zh-TW', '中文'],
    [TEXTS, 'ja', '日本語'],
    [TEXTS, 'pt-BR', 'Português'],
    [TEXTS, 'pt-PT', 'Português'],
    [TEXTS, 'fr', 'English'],
    [TEXTS, '', 'English'],
    [TEXTS, '-', 'English'],
    [{ fr_FR: 'Français' }, 'de', 'Français'],
    [{ pt_BR: 'BR', pt_PT: 'PT' }, 'pt-PT', 'PT'],
    [TEXTS, 'constructor', 'English'],
    [TEXTS, '__proto__', 'English'],
  ];
  for (const [texts, language, expected] of TABLE)
    it(`${JSON.stringify(language)} of ${Object.keys(texts ?? {}).join() || texts} → ${expected || '(empty)'}`, () => {
      expect(localize(texts, language)).to.equal(expected);
    });
});
