/** The main job: from the keypad to "paid", with what the customer's wallet and Mion see of it. */

import { read, scan } from '../harness/decoders';
import { MSAT_PER_CENT } from '../harness/sandbox';
import { expect, test } from '../harness/server';
import { Terminal } from '../harness/terminal';

test('a sale is keyed in, scanned and paid, and the next one begins empty', async ({ terminal, sandbox, page }) => {
  await terminal.openKeypad();
  await terminal.tap('1250');
  await expect(terminal.amount).toHaveText('€12.50');
  await expect(terminal.charge).toHaveText(/€12\.50/);
  await terminal.charge.click();

  const shown = await terminal.invoice();
  const id = await terminal.checkout();
  await expect(terminal.screen).toContainText('€12.50');
  expect(await scan(page)).toBe(`LIGHTNING:${shown.toUpperCase()}`);
  const invoice = read(shown);
  expect(invoice.network).toBe('bcrt');
  expect(invoice.amountMsat).toBe(1250 * MSAT_PER_CENT);
  expect(invoice.amountMsat).toBe(await terminal.msatShown());

  await sandbox.pay(shown);
  await terminal.shows('paid');
  await expect(terminal.paid).toContainText('€12.50');
  expect(await terminal.checkout()).toBe(id);

  const session = await sandbox.onlySession();
  expect(session).toMatchObject({ amount: 1250, currencyIso3: 'EUR', retailPos: true, paid: true });
  expect(session.reference).toContain(id);
  const created = await sandbox.requests('create_session');
  expect(created.map((request) => request.body)).toEqual([
    expect.objectContaining({ amount: 1250, currencyIso3: 'EUR', reference: session.reference, retailPos: true }),
  ]);
  expect(await sandbox.requests('create_attempt')).toHaveLength(1);

  await terminal.newSale.click();
  await expect(terminal.amount).toHaveText('€0.00');
  expect(new URL(page.url()).pathname).toBe('/');
  await expect(page.locator('body')).not.toContainText('12.50');
});

test('two sales in a row are two sessions, each paid by its own invoice', async ({ terminal, sandbox }) => {
  const first = await terminal.sellUntilInvoice('100');
  await sandbox.pay(first);
  await terminal.shows('paid');
  await terminal.newSale.click();
  await terminal.tap('250');
  await terminal.charge.click();
  const second = await terminal.invoice();
  expect(second).not.toBe(first);
  expect(read(second).amountMsat).toBe(250 * MSAT_PER_CENT);
  await sandbox.pay(second);
  await terminal.shows('paid');
  await expect(terminal.paid).toContainText('€2.50');
  expect((await sandbox.sessions()).map(({ amount, paid }) => [amount, paid])).toEqual([
    [250, true],
    [100, true],
  ]);
});

test('a shop reaches a Mion that it knows by its settings alone', async ({ page, shop, sandbox, witness }) => {
  witness.admit(shop.url);
  const terminal = new Terminal(page, shop.url);
  const invoice = await terminal.sellUntilInvoice('4200');
  await expect(page.locator('body')).not.toContainText(/no real money/i);
  expect(await scan(page)).toBe(`LIGHTNING:${invoice.toUpperCase()}`);
  expect(read(invoice).amountMsat).toBe(4200 * MSAT_PER_CENT);
  await sandbox.pay(invoice);
  await terminal.shows('paid');
  await expect(terminal.paid).toContainText('€42.00');
  expect(await sandbox.onlySession()).toMatchObject({ amount: 4200, paid: true });
});

test('the customer can take the invoice as text', async ({ terminal, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const invoice = await terminal.sellUntilInvoice('999');
  await page.getByRole('button', { name: /copy/i }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(invoice);
});

test('a demo says on every screen that no real money moves', async ({ terminal, sandbox, page }) => {
  const warning = page.getByText(/TEST.*no real money/i).first();
  await terminal.openKeypad();
  await expect(warning).toBeInViewport();
  await terminal.tap('100');
  await terminal.charge.click();
  const invoice = await terminal.invoice();
  await expect(warning).toBeInViewport();
  await sandbox.pay(invoice);
  await terminal.shows('paid');
  await expect(warning).toBeInViewport();
});
