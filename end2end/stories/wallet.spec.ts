/** A person who tries the demo pays in its test wallet, in another tab. */

import { expect, test } from '../harness/server';

test('the test wallet is a tap away and pays', async ({ terminal, sandbox, page, witness }) => {
  witness.admit(sandbox.url);
  const invoice = await terminal.sellUntilInvoice('1250');
  const opened = page.waitForEvent('popup');
  await page.getByRole('link', { name: /test wallet/i }).click();
  const wallet = await opened;
  await expect(wallet).toHaveTitle(/no real money/i);
  const entry = wallet.locator(`[data-invoice="${invoice.toLowerCase()}"]`);
  await expect(entry).toContainText('12.50');
  await entry.getByRole('button', { name: /^pay/i }).click();
  await expect(entry).toHaveAttribute('data-state', 'paid');
  await terminal.shows('paid');
  expect((await sandbox.onlySession()).paid).toBe(true);
});

test('the sale of another terminal appears in an open wallet by itself', async ({ terminal, sandbox, context, witness }) => {
  witness.admit(sandbox.url);
  const wallet = await context.newPage();
  await wallet.goto(sandbox.url);
  await expect(wallet.getByText(/nothing to pay/i)).toBeVisible();
  const invoice = await terminal.sellUntilInvoice('700');
  await wallet.locator(`[data-invoice="${invoice.toLowerCase()}"]`).getByRole('button').click();
  await terminal.shows('paid');
});
