/** Payments that wait for a decision, decided on the staff's plain pages. */

import type { Sandbox } from '../harness/sandbox';
import { expect, test } from '../harness/server';
import { fitsAFinger, Staff } from '../harness/staff';
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

test('a late payment is read, and accepted with a note', async ({ terminal, sandbox, page }) => {
  const code = await payLate(terminal, sandbox, '1250');
  const staff = new Staff(page, terminal.url);
  await staff.open('/alarms');
  await expect(staff.heading).toHaveText('A payment needs a decision');
  const card = staff.card('late');
  await expect(card).toContainText('Paid after it was cancelled');
  await expect(card).toContainText('€12.50');
  await expect(card).toContainText(code);
  await expect(card.getByText('fundingStatus')).toBeHidden();
  await card.getByText('Mion says').click();
  await expect(card.getByText('fundingStatus')).toBeVisible();
  await fitsAFinger(page);

  await staff.decide('late', 'accept', 'The customer took the goods.');
  await expect(staff.said).toHaveText('Accepted.');
  await expect(staff.heading).toHaveText('Nothing to decide');
  await page.reload();
  await expect(staff.heading).toHaveText('Nothing to decide');
});

test('two payments are two cards, and after the first decision the second is left', async ({ terminal, sandbox, page }) => {
  await payLate(terminal, sandbox, '1250');
  await payLate(terminal, sandbox, '300');
  const staff = new Staff(page, terminal.url);
  await staff.open('/alarms');
  await expect(staff.card('late')).toHaveCount(2);
  await staff.decide('late', 'refund', 'In cash.');
  await expect(staff.said).toHaveText('Noted: to be refunded by hand.');
  await expect(staff.card('late')).toHaveCount(1);
  await expect(staff.card('late')).toContainText('€3.00');
});

test('a payment is linked to the open sale it was meant for', async ({ terminal, sandbox, page, witness }) => {
  witness.expectComplaint(/the server responded with a status of 422/);
  await terminal.sellUntilInvoice('4200');
  await terminal.putAside();
  await payLate(terminal, sandbox, '1250');
  const staff = new Staff(page, terminal.url);
  await staff.open('/alarms');
  const question = await staff.ask('late', 'link');
  await expect(question.getByRole('radio')).toHaveCount(1);
  await fitsAFinger(page);
  await staff.confirm();
  await expect(staff.refused).toContainText('Say which sale it is for.');
  await expect(staff.refused).toBeFocused();
  await question.getByLabel(/€42\.00/).check();
  await staff.confirm();
  await expect(staff.said).toHaveText('Linked to the other sale.');
});

test('what cannot be is refused at its field, and what was typed stays', async ({ terminal, sandbox, page, witness }) => {
  witness.expectComplaint(/the server responded with a status of 422/);
  await sandbox.pay(await terminal.sellUntilInvoice('4200'));
  await terminal.shows('paid');
  const other = page.url();
  await payLate(terminal, sandbox, '1250');
  const own = page.url();
  const staff = new Staff(page, terminal.url);
  await staff.open('/alarms');
  const question = await staff.ask('late', 'link');
  const refusals = {
    nonsense: 'Say which sale it is for.',
    [`${terminal.url}/checkout/75099bcf-22d5-43f9-8976-b7c5692eaa85`]: 'The other sale is not known here.',
    [own]: 'That is the very sale this payment was for.',
  };
  await staff.note('Table 4');
  for (const [address, words] of Object.entries(refusals)) {
    await question.getByLabel(/address/i).fill(address);
    await staff.confirm();
    await expect(question.locator('.field-error')).toHaveText(words);
    await expect(question.getByLabel(/address/i)).toHaveValue(address);
    await expect(question.getByLabel(/note/i)).toHaveValue('Table 4');
  }
  await staff.refused.getByRole('link').click();
  await expect(question.getByLabel(/address/i)).toBeFocused();
  await question.getByLabel(/address/i).fill(other);
  await question.getByLabel(/note/i).evaluate((field) => field.removeAttribute('maxlength'));
  await staff.note('é'.repeat(501));
  await staff.confirm();
  await expect(question.locator('.field-error')).toHaveText('The note must be at most 500 characters on one line.');
  await staff.note('é'.repeat(500));
  await staff.confirm();
  await expect(staff.said).toHaveText('Linked to the other sale.');
});

test('a question can be left without deciding', async ({ terminal, sandbox, page }) => {
  await payLate(terminal, sandbox, '1250');
  const staff = new Staff(page, terminal.url);
  await staff.open('/alarms');
  const question = await staff.ask('late', 'refund');
  await question.getByRole('link', { name: 'Back' }).click();
  await expect(staff.card('late')).toBeVisible();
});

test('what another tablet has decided is not decided twice', async ({ terminal, sandbox, page, anotherTerminal }) => {
  await payLate(terminal, sandbox, '1250');
  const slow = new Staff(page, terminal.url);
  await slow.open('/alarms');
  await slow.ask('late', 'accept');
  const other = await anotherTerminal();
  const fast = new Staff(other.page, other.url);
  await fast.open('/alarms');
  await fast.decide('late', 'refund');
  await slow.confirm();
  await expect(slow.said).toHaveText('Somebody has decided about this payment already.');
  await expect(slow.heading).toHaveText('Nothing to decide');
});

test('it is all done by the keyboard', async ({ terminal, sandbox, page }) => {
  await payLate(terminal, sandbox, '1250');
  const staff = new Staff(page, terminal.url);
  await staff.open('/alarms');
  await page.keyboard.press('Tab');
  await expect(page.locator('.skip')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();
  await staff.card('late').locator('[data-decide="accept"]').focus();
  await page.keyboard.press('Enter');
  await staff.question.getByLabel(/note/i).focus();
  await page.keyboard.type('By hand');
  await page.keyboard.press('Enter');
  await expect(staff.said).toHaveText('Accepted.');
});

test('a payment is decided without JavaScript, too', async ({ terminal, sandbox, anotherTerminal }) => {
  await payLate(terminal, sandbox, '1250');
  const plain = await anotherTerminal({ javaScriptEnabled: false });
  const staff = new Staff(plain.page, plain.url);
  await staff.open('/alarms');
  await staff.decide('late', 'refund', 'In cash');
  await expect(staff.said).toHaveText('Noted: to be refunded by hand.');
});
