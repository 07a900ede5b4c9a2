/** The languages as they stand in the repository, for stories that hold a browser against them. */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '../../app/locales');

export interface Language {
  code: string;
  tag: string;
  name: string;
  texts: Record<string, string | Record<string, string>>;
}

/** Every language that people speak. */
export const languages: Language[] = readdirSync(join(FOLDER, 'languages')).map((file) => ({
  code: file.replace('.json', ''),
  ...JSON.parse(readFileSync(join(FOLDER, 'languages', file), 'utf8')),
}));

/** The plain text `name` of a language. */
export function text(code: string, name: string): string {
  const found = languages.find((language) => language.code === code)?.texts[name];
  if (typeof found !== 'string') throw new Error(`${name} is no plain text of ${code}`);
  return found;
}

const FORMATS = join(FOLDER, 'formats.json');

export function storedFormats(): string {
  return readFileSync(FORMATS, 'utf8');
}

export function storeFormats(text: string): void {
  writeFileSync(FORMATS, text);
}

export interface Formats {
  decimal: string;
  group: string;
  least: number;
  usual: [string, string];
  money: Record<string, [string, string]>;
}

/** What the browser it runs in writes, by tag. Runs in the page, so it stands by itself. */
export function formatsOf(tags: string[]): Record<string, Formats> {
  const found: Record<string, Formats> = {};
  for (const tag of tags) {
    const part = (parts: Intl.NumberFormatPart[], type: string) => parts.find((one) => one.type === type)?.value ?? '';
    const plain = (value: number) => new Intl.NumberFormat(tag, { maximumFractionDigits: 11 }).formatToParts(value);
    const around = (currency: string): [string, string] => {
      const places = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
      const parts = new Intl.NumberFormat(tag, { style: 'currency', currency, ...places }).formatToParts(12.5);
      const text = (some: Intl.NumberFormatPart[]) => some.map((one) => one.value).join('');
      const whole = parts.findIndex((one) => one.type === 'integer');
      const fraction = parts.findIndex((one) => one.type === 'fraction');
      return [text(parts.slice(0, whole)), text(parts.slice(fraction + 1))];
    };
    // No currency has this code, so it is written as one.
    const [before, after] = around('ZZZ');
    const usual: [string, string] = [before.replace('ZZZ', '¤'), after.replace('ZZZ', '¤')];
    const money: Record<string, [string, string]> = {};
    for (const currency of Intl.supportedValuesOf('currency')) {
      const written = around(currency);
      const expected = usual.map((text) => text.replace('¤', currency));
      if (written.join('|') !== expected.join('|')) money[currency] = written;
    }
    const large = plain(1234567.5);
    const least = part(plain(1234.5), 'group') === '' ? 2 : 1;
    found[tag] = { decimal: part(large, 'decimal'), group: part(large, 'group'), least, usual, money };
  }
  return found;
}
