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

/** The plain text `name` of the pages that the server draws in `room`. */
export function pageText(room: string, code: string, name: string): string {
  const found = JSON.parse(readFileSync(join(FOLDER, 'pages', room, `${code}.json`), 'utf8'))[name];
  if (typeof found !== 'string') throw new Error(`${name} is no plain text of ${room}/${code}`);
  return found;
}

const FORMATS = join(FOLDER, 'formats.json');
const DATES = join(FOLDER, 'dates.json');

export function storedDates(): string {
  return readFileSync(DATES, 'utf8');
}

export function storeDates(text: string): void {
  writeFileSync(DATES, text);
}

/** How the browser it runs in writes dates, by tag, with a clock of 24 hours. Runs in the page, so it stands by itself. */
export function datesOf(tags: string[]): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const tag of tags) {
    const parts = (options: Intl.DateTimeFormatOptions, date: Date) => {
      const fixed = { timeZone: 'UTC', calendar: 'gregory', numberingSystem: 'latn' };
      return new Intl.DateTimeFormat(tag, { ...options, ...fixed }).formatToParts(date);
    };
    const pattern = (options: Intl.DateTimeFormatOptions) => {
      const some = parts(options, new Date(Date.UTC(2026, 10, 23, 14, 5, 9)));
      return some.map(({ type, value }) => (type === 'literal' ? value : `{${type}}`)).join('');
    };
    const part = (options: Intl.DateTimeFormatOptions, type: string, date: Date) =>
      parts(options, date).find((one) => one.type === type)?.value ?? '';
    const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
    const full = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
    const day = { day: 'numeric', month: 'short' } as const;
    const month = (n: number) => new Date(Date.UTC(2026, n, 15));
    found[tag] = {
      weekdays: [0, 1, 2, 3, 4, 5, 6].map((n) => part(full, 'weekday', new Date(Date.UTC(2026, 10, 23 + n)))),
      months: [...Array(12).keys()].map((n) => part(full, 'month', month(n))),
      short: [...Array(12).keys()].map((n) => part(day, 'month', month(n))),
      time: pattern(clock),
      seconds: pattern({ ...clock, second: '2-digit' }),
      day: pattern(day),
      day_year: pattern({ ...day, year: 'numeric' }),
      full: pattern(full),
    };
  }
  return found;
}

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
