/** Keying an amount in: by finger and by keyboard, with mistakes, a running sum, and the shop's limits. */

import { expect, test } from '../harness/server';

test('cents come first, and mistakes are taken back', async ({ terminal }) => {
  await terminal.openKeypad();
  for (const [keys, shown] of [
    ['1', '€0.01'],
    ['2', '€0.12'],
    ['50', '€12.50'],
    ['<', '€1.25'],
    ['<<<', '€0.00'],
    ['<', '€0.00'],
    ['007', '€0.07'],
    ['c', '€0.00'],
    ['123456', '€1,234.56'],
  ] as const) {
    await terminal.tap(keys);
    await expect(terminal.amount, `after ${keys}`).toHaveText(shown);
  }
});

test('amounts are added up, and the sum is what is charged', async ({ terminal, sandbox, page }) => {
  await terminal.openKeypad();
  await terminal.tap('1250+300');
  await expect(page.locator('body')).toContainText('12.50');
  await expect(terminal.charge).toHaveText(/€15\.50/);
  await terminal.tap('+99');
  await expect(terminal.charge).toHaveText(/€16\.49/);
  await terminal.tap('<<');
  await expect(terminal.charge).toHaveText(/€15\.50/);
  await terminal.charge.click();
  await terminal.invoice();
  await expect(terminal.screen).toContainText('€15.50');
  expect((await sandbox.onlySession()).amount).toBe(1550);
});

test('a sale is made by the keyboard alone', async ({ terminal, sandbox, page }) => {
  await terminal.openKeypad();
  await page.keyboard.type('1250+39', { delay: 60 });
  await page.keyboard.press('Backspace');
  await expect(terminal.charge).toHaveText(/€12\.53/);
  await page.keyboard.press('Escape');
  await expect(terminal.amount).toHaveText('€0.00');
  await page.keyboard.type('abc7-25.', { delay: 60 });
  await expect(terminal.amount).toHaveText('€7.25');
  await page.keyboard.press('Enter');
  await sandbox.pay(await terminal.invoice());
  await terminal.shows('paid');
  await page.keyboard.press('Enter');
  await expect(terminal.amount).toHaveText('€0.00');
  expect((await sandbox.onlySession()).amount).toBe(725);
});

test('nothing is charged that is outside the limits, and the reason is said', async ({ terminal, sandbox, page }) => {
  await terminal.openKeypad();
  await expect(terminal.charge).toBeDisabled();
  await expect(page.getByText(/enter an amount/i)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(terminal.amount).toHaveText('€0.00');

  await terminal.tap('99999999');
  await expect(terminal.charge).toBeDisabled();
  await expect(page.getByText(/largest amount is €/i)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(terminal.amount).toHaveText('€999,999.99');

  await terminal.tap('<<<<<<');
  await expect(terminal.charge).toBeEnabled();
  await expect(page.getByText(/largest amount is €/i)).toHaveCount(0);
  expect(await sandbox.requests('any')).toHaveLength(0);
  expect(await sandbox.sessions()).toHaveLength(0);
});

test('all there is to tap is large enough for a finger and on the screen', async ({ terminal, page }) => {
  await terminal.openKeypad();
  for (const button of await page.locator('[data-key], [data-charge]').all()) {
    await expect(button).toBeInViewport({ ratio: 1 });
    const box = await button.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0), await button.textContent() ?? '').toBeGreaterThanOrEqual(56);
  }
});
