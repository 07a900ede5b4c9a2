/** Sales that end without money: run out, or called off; and money that comes after all. */

import { expect, test } from '../harness/server';

test.describe('a sale that nobody pays', () => {
  test.use({ settings: { MION_SESSION_SECONDS: '5' } });

  test('counts down and expires', async ({ terminal, sandbox }) => {
    await terminal.sellUntilInvoice('1250');
    const first = await terminal.secondsShown();
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThanOrEqual(5);
    await expect.poll(() => terminal.secondsShown()).toBeLessThan(first);
    await terminal.shows('expired', 20_000);
    await expect(terminal.screen).toContainText('Time is up');
    expect((await sandbox.onlySession()).paid).toBe(false);
    await terminal.newSale.click();
    await expect(terminal.amount).toHaveText('€0.00');
  });

  test('is recorded as paid late when the money comes after all', async ({ terminal, sandbox }) => {
    const invoice = await terminal.sellUntilInvoice('1250');
    await terminal.shows('expired', 20_000);
    await sandbox.pay(invoice, { late: true });
    await terminal.shows('paid-late');
    await expect(terminal.screen).toContainText('Paid too late');
  });
});

test('a sale is called off only when that is confirmed', async ({ terminal, sandbox, page }) => {
  const invoice = await terminal.sellUntilInvoice('1250');
  const question = await terminal.askToCancel();
  await question.getByRole('button', { name: 'Keep' }).click();
  await expect(question).toBeHidden();
  expect(await terminal.invoice()).toBe(invoice);

  await terminal.askToCancel();
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  expect(await terminal.invoice()).toBe(invoice);

  await terminal.cancel();
  await terminal.shows('cancelled');
  await page.reload();
  await terminal.shows('cancelled');
  await terminal.newSale.click();
  await expect(terminal.amount).toHaveText('€0.00');
  expect((await sandbox.onlySession()).paid).toBe(false);
});

test('a payment that arrives after the cancel is recorded as late', async ({ terminal, sandbox }) => {
  const invoice = await terminal.sellUntilInvoice('1250');
  await terminal.cancel();
  await terminal.shows('cancelled');
  await sandbox.pay(invoice);
  await terminal.shows('paid-late');
});

test('a sale can be called off while Mion is still asked for its invoice', async ({ terminal, sandbox }) => {
  await sandbox.script('create_session', { kind: 'delay', ms: 4_000 });
  await terminal.sell('1250');
  await terminal.shows('opening');
  await terminal.cancel();
  await terminal.shows('cancelled');
  await terminal.page.reload();
  await terminal.shows('cancelled');
});

test('a sale that is called off is looked at once more', async ({ terminal, sandbox }) => {
  await terminal.sellUntilInvoice('1250');
  await sandbox.script('status', { kind: 'delay', ms: 1_500 }, 2);
  await terminal.cancel();
  await terminal.shows('cancelling');
  await expect(terminal.screen).toContainText('Checking for a last-moment payment');
  await terminal.shows('cancelled');
});

test('a payment of the last moment makes a sale paid that was to be called off', async ({ terminal, sandbox }) => {
  const invoice = await terminal.sellUntilInvoice('1250');
  await sandbox.script('status', { kind: 'delay', ms: 1_500 }, 2);
  await terminal.cancel();
  await terminal.shows('cancelling');
  await sandbox.pay(invoice);
  await terminal.shows('paid');
  await expect(terminal.banner).toHaveCount(0);
});
