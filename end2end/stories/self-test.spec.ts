/** The opening self-test: what a tablet can do, in plain words, and how it is set. */

import type { Page } from '@playwright/test';
import { BackOffice } from '../harness/back-office';
import { expect, test } from '../harness/server';
import { fitsAFinger } from '../harness/staff';

const outcome = (page: Page, check: string) => page.locator(`[data-check="${check}"]`);

test('a tablet that can do everything says so', async ({ terminal, page }) => {
  await terminal.openKeypad();
  await page.goto(`${terminal.url}/staff/self-test`);
  for (const [check, state, words] of [
    ['https', 'good', /safe one/],
    ['server', 'good', /answers\. \d+ ms/],
    ['mion', 'good', /answers the server/],
    ['clock', 'good', /is right/],
    ['wake', 'held', /It does/],
    ['full', 'window', /in a window/],
    ['sound', 'locked', /Tap the button/],
  ] as const) {
    await expect(outcome(page, check)).toHaveAttribute('data-outcome', state);
    await expect(outcome(page, check).getByRole('status')).toContainText(words, { useInnerText: true });
  }
  await page.getByRole('button', { name: 'Play the sound' }).click();
  await expect(outcome(page, 'sound')).toHaveAttribute('data-outcome', 'ready');
  await page.getByRole('button', { name: 'Fill the screen' }).click();
  await expect(outcome(page, 'full')).toHaveAttribute('data-outcome', 'full');
});

test('what a tablet cannot do is said with what helps', async ({ terminal, page, sandbox }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'wakeLock', { value: undefined });
    const now = Date.now;
    Date.now = () => now() + 2 * 60 * 60 * 1000;
    Object.defineProperty(window, 'AudioContext', { value: undefined });
  });
  await terminal.sellUntilInvoice('1250');
  await sandbox.down(true);
  await expect(terminal.light('Mion')).toHaveAttribute('data-link', 'down');
  await page.goto(`${terminal.url}/staff/self-test`);
  await expect(outcome(page, 'wake')).toContainText('Keep it on in the tablet’s own settings.', { useInnerText: true });
  await expect(outcome(page, 'clock')).toContainText(/ahead of the server’s.*120 min/, { useInnerText: true });
  await expect(outcome(page, 'sound')).toContainText('This browser makes none.', { useInnerText: true });
  await expect(outcome(page, 'mion')).toContainText('nothing can be sold now', { useInnerText: true });
});

test('how a tablet is set holds for its next payment', async ({ terminal, page, sandbox }) => {
  await terminal.openKeypad();
  await page.goto(`${terminal.url}/staff/self-test`);
  await page.getByLabel('Sound for every payment').uncheck();
  await page.getByLabel(/so many seconds/).fill('999');
  await page.getByLabel(/so many seconds/).blur();
  await expect(page.getByLabel(/so many seconds/)).toHaveValue('120');
  await page.getByLabel('Receipts are printed on').selectOption('58');
  await expect(page.getByText('Kept on this tablet.')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Sound for every payment')).not.toBeChecked();

  await sandbox.pay(await terminal.sellUntilInvoice('1250'));
  await terminal.shows('paid');
  await expect(page.getByRole('progressbar')).toBeVisible();
  await expect(page.locator('.paid-quiet')).toHaveCount(1);
});

test('a sample comes out as wide as the paper, and what was found stands in the office', async ({ terminal, page, context }) => {
  await page.addInitScript(() => {
    const top = window.top as unknown as { printed: string[] };
    top.printed ??= [];
    window.print = () => top.printed.push(`${location.search} ${document.querySelector('main')?.textContent}`);
  });
  const told = () => page.waitForResponse((answer) => answer.url().endsWith('/tablet/self-test'));
  await terminal.openKeypad();
  const first = told();
  await page.goto(`${terminal.url}/staff/self-test`);
  expect((await first).status()).toBe(204);
  const office = new BackOffice(await context.newPage(), terminal.url);
  await office.signIn('/terminals');
  const tested = office.page.locator('[data-list="terminals"] [data-tested]');
  await expect(tested).toHaveText(/^Self-test \d\d:\d\d: look at Full screen.*; not tried: Sound, Printer$/);

  await page.getByLabel('Receipts are printed on').selectOption('58');
  await page.getByRole('button', { name: 'Print a sample' }).click();
  await expect(outcome(page, 'print')).toHaveAttribute('data-outcome', 'done');
  const [printed] = await page.evaluate(() => (window as unknown as { printed: string[] }).printed);
  expect(printed).toMatch(/^\?paper=58&lang=en-GB [^]*Sample – nothing was sold/);
  await page.getByRole('button', { name: 'Play the sound' }).click();
  await expect(async () => {
    await office.page.reload();
    expect(await tested.innerText()).not.toContain('not tried');
  }).toPass();

  // How the tablet is goes on being told, and what was found stays.
  await page.goto(terminal.url);
  await page.waitForResponse((answer) => answer.url().endsWith('/tablet/heartbeat'));
  await office.page.locator('[data-list="terminals"] a').first().click();
  await expect(office.page.locator('[data-tablet] [data-tested]')).toContainText('Self-test');
});

test('it is offered where a day is opened at a terminal, once, and is no must', async ({ shop, page, context, witness }) => {
  witness.admit(shop.url);
  const kiosk = page.locator('[data-screen="keypad"]');
  await page.goto(shop.url);
  await expect(kiosk).toBeVisible();
  // Another day.
  await context.clearCookies({ name: 'kiosk-opened' });
  await page.goto(shop.url);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Before the first sale');
  await fitsAFinger(page);
  await page.getByRole('link', { name: 'Not today' }).click();
  await expect(kiosk).toBeVisible();
  await page.goto(shop.url);
  await expect(kiosk).toBeVisible();

  await context.clearCookies({ name: 'kiosk-opened' });
  // What one of our own pages leads to is no start.
  await page.evaluate(() => location.assign('/staff'));
  await page.getByRole('main').getByRole('link', { name: 'Back to the kiosk' }).click();
  await expect(kiosk).toBeVisible();
  await page.goto(shop.url);
  await expect(page.getByRole('main').getByRole('link', { name: 'Self-test' })).toHaveAttribute('href', '/staff/self-test');
});
