/** A reload at any moment comes back to the same sale; so does another tab, another tablet and the back button. */

import { expect, test } from '../harness/server';
import { Terminal } from '../harness/terminal';

test('a reload while the invoice is on its way', async ({ terminal, sandbox, page }) => {
  await sandbox.script('create_session', { kind: 'delay', ms: 3_000 });
  await terminal.sell('1250');
  await terminal.shows('opening');
  const id = await terminal.checkout();
  await expect.poll(() => sandbox.requests('create_session')).toHaveLength(1);
  await page.reload();
  await terminal.shows('opening');
  await sandbox.pay(await terminal.invoice());
  await terminal.shows('paid');
  expect(await terminal.checkout()).toBe(id);
  await sandbox.onlySession();
  expect(await sandbox.requests('create_session')).toHaveLength(1);
});

test('a reload while the customer scans', async ({ terminal, sandbox, page }) => {
  const invoice = await terminal.sellUntilInvoice('1250');
  const id = await terminal.checkout();
  await page.reload();
  expect(await terminal.invoice()).toBe(invoice);
  expect(await terminal.checkout()).toBe(id);
  await sandbox.pay(invoice);
  await terminal.shows('paid');
  await page.reload();
  await terminal.shows('paid');
  expect(await terminal.checkout()).toBe(id);
  await expect(terminal.paid).toContainText('€12.50');
  await sandbox.onlySession();
  expect(await sandbox.requests('create_attempt')).toHaveLength(1);
});

test('a reload in the very moment of the charge', async ({ terminal, sandbox, page, witness }) => {
  // The page may be asked for before the server has heard of the sale.
  witness.expectComplaint(/the server responded with a status of 404/);
  await terminal.openKeypad();
  await terminal.tap('1250');
  await terminal.charge.click({ noWaitAfter: true });
  await expect(page).toHaveURL(/\/checkout\//);
  await page.reload();
  await sandbox.pay(await terminal.invoice());
  await terminal.shows('paid');
  await sandbox.onlySession();
});

test('the same sale in two tabs, and taken over by another tablet', async ({
  terminal,
  sandbox,
  page,
  context,
  anotherTerminal,
  witness,
}) => {
  // Whose sale it is, the first tablet learns by a refusal.
  witness.expectComplaint(/Failed to load resource/);
  const invoice = await terminal.sellUntilInvoice('1250');
  const tab = new Terminal(await context.newPage(), terminal.url);
  const tablet = await anotherTerminal();
  await tab.page.goto(page.url());
  expect(await tab.invoice()).toBe(invoice);
  await tablet.page.goto(page.url());
  await tablet.takeOver.click();
  expect(await tablet.invoice()).toBe(invoice);
  await sandbox.pay(invoice);
  await tablet.shows('paid');
  await expect(tablet.paid).toContainText('€12.50');
  await sandbox.onlySession();
});

test('back leaves the sale, forward returns to it', async ({ terminal, sandbox, page }) => {
  const invoice = await terminal.sellUntilInvoice('1250');
  await page.goBack();
  await expect(terminal.amount).toBeVisible();
  await expect(terminal.qr).toHaveCount(0);
  await page.goForward();
  expect(await terminal.invoice()).toBe(invoice);
  await sandbox.pay(invoice);
  await terminal.shows('paid');
  await sandbox.onlySession();
});
