/** The opening self-test: what a tablet can do, in plain words, and how it is set. */

import type { Page } from '@playwright/test';
import { expect, test } from '../harness/server';

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
