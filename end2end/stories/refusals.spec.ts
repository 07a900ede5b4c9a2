/** What Mion can say that must not be taken for an invoice, or for money. */

import type { Answer } from '../harness/sandbox';
import { expect, test } from '../harness/server';

test('compliance blocks the payment', async ({ terminal, sandbox }) => {
  await sandbox.script('create_attempt', { kind: 'block' });
  await terminal.sell('1250');
  await terminal.shows('blocked');
  await expect(terminal.screen).toContainText(/compliance/i);
  await terminal.newSale.click();
  await expect(terminal.amount).toHaveText('€0.00');
});

test('Mion asks for details of the customer', async ({ terminal, sandbox }) => {
  const patch = { missingComplianceCustomerFields: ['dateOfBirth'], lnInvoice: null };
  await sandbox.script('create_attempt', { kind: 'patch', patch });
  await terminal.sell('1250');
  await terminal.shows('blocked');
  await expect(terminal.screen).toContainText(/date ?of ?birth/i);
});

const unusable: Record<string, Answer> = {
  'for another amount': { kind: 'invoice_amount' },
  'for another network': { kind: 'invoice_network' },
  'that is none': { kind: 'patch', patch: { lnInvoice: 'lnbcrt-not-an-invoice' } },
};

for (const [name, answer] of Object.entries(unusable)) {
  test(`an invoice ${name} is not shown`, async ({ terminal, sandbox }) => {
    await sandbox.script('create_attempt', answer, 100);
    await terminal.sell('1250');
    await terminal.shows('failed');
    await terminal.newSale.click();
    await expect(terminal.amount).toHaveText('€0.00');
  });
}

test('Mion refuses the sale, and its words stay with the staff', async ({ terminal, sandbox, page }) => {
  const body = JSON.stringify({ error: 'account 4711 is suspended' });
  await sandbox.script('create_session', { kind: 'status', code: 403, body });
  await terminal.sell('1250');
  await terminal.shows('failed');
  await expect(page.locator('body')).not.toContainText('4711');
  expect(await page.content()).not.toContain('4711');
  expect(await sandbox.sessions()).toHaveLength(0);
});

test('a status nobody has heard of keeps the sale waiting', async ({ terminal, sandbox }) => {
  const invoice = await terminal.sellUntilInvoice('1250');
  const session = await sandbox.onlySession();
  await sandbox.show(session, { status: 'sparkling' });
  const { reads } = await sandbox.onlySession();
  await expect.poll(async () => (await sandbox.onlySession()).reads).toBeGreaterThan(reads + 2);
  expect(await terminal.invoice()).toBe(invoice);
  await sandbox.pay(invoice);
  await terminal.shows('paid');
});

const halves: Record<string, { status: string; paidAt: string | null }> = {
  'a paid status without a time': { status: 'funding-received', paidAt: null },
  'a time without a paid status': { status: 'draft', paidAt: '2026-01-01T12:00:00Z' },
};

for (const [name, status] of Object.entries(halves)) {
  test(`${name} is not yet paid`, async ({ terminal, sandbox }) => {
    const invoice = await terminal.sellUntilInvoice('1250');
    const session = await sandbox.onlySession();
    await sandbox.show(session, status);
    await terminal.shows('confirming');
    await expect(terminal.screen).toContainText(/confirm/i);
    await sandbox.pay(invoice);
    await terminal.shows('paid');
  });
}
