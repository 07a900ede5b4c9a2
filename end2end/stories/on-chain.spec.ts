/** A shop that takes regular bitcoin too: one code for both, and payments that take their time. */

import { scan } from '../harness/decoders';
import { Staff } from '../harness/staff';
import { expect, test } from '../harness/server';
import type { Terminal } from '../harness/terminal';

test.use({ settings: { MION_ON_CHAIN: 'true', MION_SESSION_SECONDS: '14400' } });

/** What a sale of 12.50 costs at the sandbox's rate, in satoshi. */
const SAT = 25_000;

async function sell(terminal: Terminal): Promise<{ invoice: string; address: string }> {
  const invoice = await terminal.sellUntilInvoice('1250');
  const address = await terminal.page.locator('[data-address]').innerText();
  return { invoice, address };
}

test('the code holds address, amount and invoice, and so does what is copied', async ({ terminal, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { invoice, address } = await sell(terminal);
  expect(await scan(page)).toBe(
    `BITCOIN:${address.toUpperCase()}?amount=0.00025&lightning=${invoice.toUpperCase()}`,
  );
  await expect(page.locator('[data-fee]')).toHaveText(/^\d+(\.\d+)?\u00a0sat\/vB$/);
  await expect(page.locator('[data-countdown]')).toHaveText(/^(4:00:00|3:59:\d\d)$/);
  for (const shown of [terminal.qr, page.locator('[data-address]'), page.locator('[data-cancel]')]) {
    await expect(shown).toBeInViewport({ ratio: 1 });
  }
  await page.getByRole('button', { name: /copy/i }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toBe(`bitcoin:${address}?amount=0.00025&lightning=${invoice}`);
});

test('a Lightning wallet pays the same code at once', async ({ terminal, sandbox }) => {
  const { invoice } = await sell(terminal);
  await sandbox.pay(invoice);
  await terminal.shows('paid');
});

test('a payment is seen, and green only when it is confirmed', async ({ terminal, sandbox }) => {
  const { address } = await sell(terminal);
  await sandbox.payOnChain(address, SAT);
  await terminal.shows('seen');
  await expect(terminal.screen).toContainText('Payment seen, waiting for confirmation');
  await expect(terminal.screen).toContainText('not paid yet');
  await sandbox.confirm(address);
  await terminal.shows('paid');
});

test('a payment with a low fee is said to take long, and the next customer is served', async ({ terminal, sandbox }) => {
  const { address } = await sell(terminal);
  await sandbox.payOnChain(address, SAT);
  await sandbox.show(await sandbox.onlySession(), { feeStatus: 'too-low' });
  await terminal.shows('seen');
  await expect(terminal.screen).toContainText('its fee is low');
  await terminal.putAside();
  await terminal.openSales();
  await expect(terminal.sale('€12.50')).toContainText('Put aside');
  await sandbox.confirm(address);
  await terminal.openKeypad();
  const inbox = await Staff.of(terminal);
  await expect(inbox.card('late')).toContainText('Paid while put aside');
});

test('a part of the money is not enough, and the rest completes it', async ({ terminal, sandbox }) => {
  const { address } = await sell(terminal);
  await sandbox.payOnChain(address, SAT - 1_000, { confirmed: true });
  await terminal.shows('underpaid');
  await expect(terminal.screen).toContainText('Part of it is missing');
  await expect(terminal.screen).toContainText('wait for the rest');
  await sandbox.payOnChain(address, 1_000, { confirmed: true });
  await terminal.shows('paid');
});

test('a part of the money is given back by hand when the sale is called off', async ({ terminal, sandbox }) => {
  const { address } = await sell(terminal);
  await sandbox.payOnChain(address, SAT - 1_000, { confirmed: true });
  await terminal.shows('underpaid');
  await terminal.cancel();
  await terminal.shows('cancelled');
  await expect(terminal.screen).toContainText('given back by hand');
  await expect(terminal.screen).not.toContainText('Nothing was charged');
  const inbox = await Staff.of(terminal);
  await expect(inbox.card('underpaid')).toContainText('Less was paid than asked for');
  await inbox.decide('underpaid', 'refund', 'Sent back.');
  await expect(inbox.heading).toHaveText('Nothing to decide');
});

test('too much is green all the same, and the staff are told', async ({ terminal, sandbox, page }) => {
  const { address } = await sell(terminal);
  await sandbox.payOnChain(address, SAT + 5_000, { confirmed: true });
  await terminal.shows('paid');
  await expect(page.locator('[data-too-much]')).toContainText('more was paid than asked for');
  await expect(terminal.newSale).toBeInViewport({ ratio: 1 });
  await page.getByRole('link', { name: 'Decide about it' }).click();
  const inbox = new Staff(terminal.page, terminal.url);
  await expect(inbox.heading).toHaveText('A payment needs a decision');
  await expect(page.locator('[data-alarm]')).toContainText(/more (was paid|arrived)/i);
});

test('two wallets that pay the same sale are one green screen and one question', async ({ terminal, sandbox, page }) => {
  const { invoice, address } = await sell(terminal);
  await sandbox.pay(invoice);
  await terminal.shows('paid');
  await sandbox.payOnChain(address, SAT, { confirmed: true });
  await expect(terminal.banner).toBeVisible();
  await terminal.shows('paid');
  await expect(page.locator('[data-too-much]')).toBeVisible();
  const inbox = await Staff.of(terminal);
  await expect(inbox.card('twice')).toContainText('Probably paid twice');
});
