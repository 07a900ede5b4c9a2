/** Money that came when it should not have: every tablet says so, until a person has decided. */

import { scan } from '../harness/decoders';
import type { Sandbox } from '../harness/sandbox';
import { expect, test } from '../harness/server';
import { Staff } from '../harness/staff';
import type { Terminal } from '../harness/terminal';

/** Sells, cancels, and lets the customer pay the old code. Returns the sale's short code. */
async function payLate(terminal: Terminal, sandbox: Sandbox, cents: string): Promise<string> {
  const invoice = await terminal.sellUntilInvoice(cents);
  await terminal.cancel();
  await terminal.shows('cancelled');
  await sandbox.pay(invoice, { late: true });
  await terminal.shows('paid-late');
  const [, code] = /Code (\w{6})/.exec(await terminal.screen.innerText()) ?? [];
  return code as string;
}

test('a late payment is told on every tablet, and decided on one of them', async ({ terminal, sandbox, anotherTerminal }) => {
  const other = await anotherTerminal();
  await other.openKeypad();
  await other.tap('7');
  await expect(other.banner).toHaveCount(0);
  const code = await payLate(terminal, sandbox, '1250');
  await expect(other.banner).toHaveText('A payment needs a decision');
  await expect(other.amount, 'nothing keyed is lost').toHaveText('€0.07');
  await terminal.newSale.click();
  await expect(terminal.banner).toBeVisible();

  const staff = await Staff.of(other);
  const card = staff.card('late');
  await expect(card).toContainText('€12.50');
  await expect(card).toContainText(code);
  await staff.decide('late', 'accept', 'The customer took the goods.');
  await expect(terminal.banner).toHaveCount(0);
});

test('whoever follows the banner away from an open sale leaves it in the hands of the staff', async ({
  terminal,
  sandbox,
  anotherTerminal,
}) => {
  const invoice = await terminal.sellUntilInvoice('4200');
  await payLate(await anotherTerminal(), sandbox, '1250');
  const staff = await Staff.of(terminal);
  await staff.open('/sales');
  await expect(staff.sale('open', '€42.00')).toContainText('Put aside');
  await staff.sale('open', '€42.00').getByRole('button').click();
  expect(await terminal.invoice()).toBe(invoice);
});

test('the screen of the sale says what became of it', async ({ terminal, sandbox, page }) => {
  await payLate(terminal, sandbox, '1250');
  await expect(terminal.screen).toContainText('they decide about goods or refund');
  const address = page.url();
  await (await Staff.of(terminal)).decide('late', 'refund', 'In cash.');
  await page.goto(address);
  await terminal.shows('paid-late');
  await expect(terminal.screen).toContainText('The staff have decided');
  await expect(page.getByRole('link', { name: /decide about it/i })).toHaveCount(0);
});

test('the banner covers no code, and takes no focus', async ({ terminal, sandbox, page, anotherTerminal }) => {
  const invoice = await terminal.sellUntilInvoice('4200');
  await page.getByRole('button', { name: /copy/i }).focus();
  await payLate(await anotherTerminal(), sandbox, '1250');
  await expect(terminal.banner).toBeVisible();
  await expect(page.getByRole('button', { name: /copy|copied/i })).toBeFocused();
  for (const shown of [terminal.banner, terminal.qr, page.locator('[data-total]'), page.locator('[data-cancel]')]) {
    await expect(shown).toBeInViewport({ ratio: 1 });
  }
  expect(await scan(page)).toBe(`LIGHTNING:${invoice.toUpperCase()}`);
});
