/**
 * What the server writes on its first picture of a page is what the browser writes when it wakes. Where a browser has
 * changed its mind, `FORMATS=write npx playwright test stories/formats.spec.ts` writes
 * `app/locales/formats.json` and `app/locales/dates.json` anew.
 */

import { datesOf, formatsOf, languages, storeDates, storedDates, storedFormats, storeFormats } from '../harness/locales';
import { expect, test } from '../harness/server';

test("the server's formats are the browser's", async ({ page }) => {
  const tags = [...languages.map(({ tag }) => tag), 'he'].sort();
  const formats = await page.evaluate(formatsOf, tags);
  const lines = tags.map((tag) => `  ${JSON.stringify(tag)}: ${JSON.stringify(formats[tag])}`);
  const text = `{\n${lines.join(',\n')}\n}\n`;
  if (process.env['FORMATS'] === 'write') storeFormats(text);
  expect(JSON.parse(storedFormats())).toEqual(JSON.parse(text));
});

test("the dates of the server's pages are the browser's", async ({ page }) => {
  const tags = [...languages.map(({ tag }) => tag), 'he'].sort();
  const dates = await page.evaluate(datesOf, tags);
  const lines = tags.map((tag) => `  ${JSON.stringify(tag)}: ${JSON.stringify(dates[tag])}`);
  const text = `{\n${lines.join(',\n')}\n}\n`;
  if (process.env['FORMATS'] === 'write') storeDates(text);
  expect(JSON.parse(storedDates())).toEqual(JSON.parse(text));
});

test('every language has the plural forms that a browser asks for', async ({ page }) => {
  for (const { tag, texts } of languages) {
    const forms = await page.evaluate((tag) => new Intl.PluralRules(tag).resolvedOptions().pluralCategories, tag);
    for (const [name, text] of Object.entries(texts)) {
      if (typeof text === 'object') expect(Object.keys(text).sort(), `${tag} ${name}`).toEqual([...forms].sort());
    }
  }
});

test('amounts read the same before and after the page wakes, in every language', async ({
  terminal,
  browser,
  witness,
}) => {
  test.slow();
  await terminal.sellUntilInvoice('999999');
  const url = terminal.page.url();
  // The same terminal, in other languages.
  const storageState = await terminal.page.context().storageState();
  for (const { tag } of languages) {
    const seen: string[] = [];
    for (const javaScriptEnabled of [false, true]) {
      const context = await browser.newContext({ locale: tag, javaScriptEnabled, storageState });
      witness.watch(context);
      const page = await context.newPage();
      await page.goto(url);
      if (javaScriptEnabled) await expect(page.locator('[data-awake="true"]')).toBeAttached();
      await expect(page.locator('html')).toHaveAttribute('lang', tag);
      const texts = [page.locator('[data-total]'), page.locator('[data-bitcoin]')].map((one) => one.innerText());
      seen.push((await Promise.all(texts)).join(' | '));
      await context.close();
    }
    expect(seen[1], tag).toBe(seen[0]);
    expect(seen[0]?.replace(/\D/g, ''), tag).toMatch(/^999999\d+$/);
  }
});
