/** A code that does not scan is made larger; a connection that is down says for how long; an end is left behind. */

import type { Locator } from '@playwright/test';
import { scan } from '../harness/decoders';
import { expect, test } from '../harness/server';
import { Terminal } from '../harness/terminal';

test('a tap makes the code as large as the glass, and another brings the rest back', async ({ terminal, page, sandbox }) => {
  const invoice = await terminal.sellUntilInvoice('1250');
  await terminal.answersToTaps();
  const hint = page.getByText(/tap it to enlarge it, make the screen brighter/i);
  await expect(hint).toBeInViewport({ ratio: 1 });
  const before = await terminal.qr.boundingBox();
  await terminal.qr.click();
  await expect(terminal.qr).toHaveAttribute('aria-pressed', 'true');
  await expect(hint).toBeInViewport({ ratio: 1 });
  const after = await terminal.qr.locator('svg').boundingBox();
  expect(after!.height).toBeGreaterThanOrEqual(before!.height);
  expect(await scan(page)).toBe(`LIGHTNING:${invoice.toUpperCase()}`);
  await page.keyboard.press('Escape');
  await expect(terminal.qr).toHaveAttribute('aria-pressed', 'false');
  expect(await terminal.qr.boundingBox()).toEqual(before);

  await terminal.qr.click();
  await sandbox.pay(invoice);
  await terminal.shows('paid');
});

test('a code as large as the glass hides neither the time that is left nor that something is wrong', async ({ terminal, page, sandbox }) => {
  await terminal.sellUntilInvoice('1250');
  await terminal.qr.click();
  const onTop = (what: Locator) =>
    what.evaluate((element) => {
      // What lets taps through is not found by them: for as long as one looks, it does not.
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('.pay-side, .pay-side * { pointer-events: auto !important; }');
      document.adoptedStyleSheets = [sheet];
      const { left, top, width, height } = element.getBoundingClientRect();
      const found = document.elementFromPoint(left + width / 2, top + height / 2);
      document.adoptedStyleSheets = [];
      return element.contains(found);
    });
  const countdown = page.locator('[data-countdown]');
  await expect(countdown).toBeInViewport({ ratio: 1 });
  expect(await onTop(countdown)).toBe(true);
  await sandbox.down(true);
  const notice = page.getByText('Waiting for Mion…');
  await expect(notice).toBeInViewport({ ratio: 1 });
  expect(await onTop(notice)).toBe(true);
  await sandbox.down(false);
  await expect(notice).toHaveCount(0);
  await expect(page.locator('[data-cancel]')).toBeHidden();
  await terminal.qr.click();
  await expect(page.locator('[data-cancel]')).toBeVisible();
});

test('the keyboard makes it larger, too', async ({ terminal, page }) => {
  await terminal.sellUntilInvoice('1250');
  await expect(terminal.qr).toHaveRole('button');
  await terminal.qr.focus();
  await page.keyboard.press('Enter');
  await expect(terminal.qr).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Enter');
  await expect(terminal.qr).toHaveAttribute('aria-pressed', 'false');
});

test('a light that is down counts on', async ({ page, shop, witness }) => {
  witness.admit(shop.url);
  witness.expectComplaint(/Failed to load resource/);
  const terminal = new Terminal(page, shop.url);
  await terminal.openKeypad();
  await shop.kill();
  await expect(terminal.light('Server')).toHaveAttribute('data-link', 'down');
  await expect(terminal.light('Server').locator('.light-age')).toHaveText(/^[1-9]\d*s$/);
  await shop.start();
  await expect(terminal.light('Server').locator('.light-age')).toBeEmpty();
  await expect(page.locator('.light-age')).toHaveCount(2);
});

test('for how long Mion has been silent is known to a page that was loaded meanwhile', async ({ terminal, page, sandbox }) => {
  await terminal.sellUntilInvoice('1250');
  await sandbox.down(true);
  const age = terminal.light('Mion').locator('.light-age');
  await expect(age).toHaveText(/^([6-9]|\d\d)s$/);
  await page.reload();
  // Older than the page can have seen.
  const isOlder = async () => parseInt(await age.innerText(), 10) > (await page.evaluate(() => performance.now())) / 1_000 + 2;
  await expect.poll(isOlder).toBe(true);
  await sandbox.down(false);
  await expect(age).toBeEmpty();
});

test('an end that nobody looks at makes room for the next sale', async ({ terminal, page }) => {
  await page.clock.install();
  await terminal.sellUntilInvoice('1250');
  await terminal.cancel();
  await terminal.shows('cancelled');
  await page.clock.runFor('01:30');
  await terminal.shows('cancelled');
  await page.clock.runFor('00:40');
  await expect(page.locator('[data-screen="keypad"]')).toBeVisible();
});

test.describe('where wallets read lower case alone', () => {
  test.use({ settings: { KIOSK_QR_CASE: 'lower' } });

  test('the code holds the invoice as it is', async ({ page, terminal }) => {
    const invoice = await terminal.sellUntilInvoice('1250');
    expect(await scan(page)).toBe(`lightning:${invoice}`);
  });
});
