/** Pages in the language that nobody speaks: accented, a third longer, from right to left. */

import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { cutOff, words } from './sight';

/** A picture, where somebody wants to see them: `KIOSK_SHOTS` is the folder. */
export const shot = (page: Page, name: string) =>
  process.env['KIOSK_SHOTS'] ? page.screenshot({ path: `${process.env['KIOSK_SHOTS']}/${name}.png` }) : Promise.resolve();

/** Names of shop, items and languages, codes and amounts are nobody's language. */
const APART = 'noscript, bdi, option, [data-languages], .code, [data-pay], .tip, time, [data-detail], .counter-shop, code';

/** What is called the same everywhere, a sale's code among it. */
const NAMES = /\b(Mion|ms|A4|CSV|EUR|Olivia|Terminal \d|[B-DF-HJ-NP-TV-XZ2-5]{6})\b/g;

/** The page mirrors; nothing on it is cut off, and nothing left untranslated. */
export async function isWhole(page: Page, what: string): Promise<void> {
  for (const [name, width, height] of [['landscape', 1280, 800], ['portrait', 800, 1280]] as const) {
    await page.setViewportSize({ width, height });
    await shot(page, `${what}-${name}`);
    expect(await cutOff(page), `${what}, ${name}`).toEqual([]);
  }
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  const left = (await words(page, APART)).filter((one) => /[A-Za-z]{2}/.test(one.replace(NAMES, '')));
  expect(left, `${what}: words that are not translated`).toEqual([]);
}
