/** Money that came when it should not have: every tablet says so, until a person has decided. */

import { scan } from '../harness/decoders';
import { Inbox } from '../harness/inbox';
import type { Sandbox } from '../harness/sandbox';
import { expect, test } from '../harness/server';
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

  const inbox = await Inbox.of(other);
  const card = inbox.card('late');
  await expect(card).toContainText('Paid after it was cancelled');
  await expect(card).toContainText('€12.50');
  await expect(card).toContainText(code);
  await expect(card.getByText('fundingStatus')).toBeHidden();
  await card.getByText('Mion says').click();
  await expect(card.getByText('fundingStatus')).toBeVisible();

  await inbox.decide('late', 'accept', 'The customer took the goods.');
  await expect(inbox.said).toHaveText('Accepted.');
  await expect(inbox.heading).toHaveText('Nothing to decide');
  await expect(card).toHaveCount(0);
  await expect(other.newSale).toBeFocused();
  await expect(terminal.banner).toHaveCount(0);
  await other.page.reload();
  await expect(inbox.heading).toHaveText('Nothing to decide');
});

test('the screen of the sale says what became of it', async ({ terminal, sandbox, page }) => {
  await payLate(terminal, sandbox, '1250');
  await expect(terminal.screen).toContainText('they decide about goods or refund');
  const address = page.url();
  await (await Inbox.of(terminal)).decide('late', 'refund');
  await page.goto(address);
  await terminal.shows('paid-late');
  await expect(terminal.screen).toContainText('The staff have decided');
  await expect(page.getByRole('link', { name: /decide about it/i })).toHaveCount(0);
});

test('two payments are two cards, and after the first decision the second is next', async ({ terminal, sandbox }) => {
  await payLate(terminal, sandbox, '1250');
  await payLate(terminal, sandbox, '300');
  await expect(terminal.banner).toHaveText('2 payments need a decision');
  const inbox = await Inbox.of(terminal);
  await expect(inbox.card('late')).toHaveCount(2);
  await inbox.decide('late', 'refund', 'In cash.');
  await expect(inbox.said).toHaveText('Noted: to be refunded by hand.');
  await expect(inbox.card('late')).toHaveCount(1);
  await expect(inbox.card('late')).toContainText('€3.00');
  await expect(inbox.heading).toBeFocused();
  await expect(inbox.heading).toHaveText('A payment needs a decision');
});

test('a payment is linked to the open sale it was meant for', async ({ terminal, sandbox }) => {
  await terminal.sellUntilInvoice('4200');
  await terminal.putAside();
  await payLate(terminal, sandbox, '1250');
  const inbox = await Inbox.of(terminal);
  const question = await inbox.ask('late', 'link');
  await expect(question.getByRole('radio')).toHaveCount(1);
  await inbox.confirm();
  await expect(question.getByRole('alert')).toHaveText('Say which sale it is for.');
  await question.getByLabel(/€42\.00/).check();
  await inbox.confirm();
  await expect(inbox.said).toHaveText('Linked to the other sale.');
  await expect(inbox.heading).toHaveText('Nothing to decide');
});

test('a payment is linked to any sale by the address of its page', async ({ terminal, sandbox, page, witness }) => {
  witness.expectComplaint(/the server responded with a status of (404|422)/);
  await sandbox.pay(await terminal.sellUntilInvoice('4200'));
  await terminal.shows('paid');
  const other = page.url();
  await payLate(terminal, sandbox, '1250');
  const own = page.url();
  const inbox = await Inbox.of(terminal);
  const question = await inbox.ask('late', 'link');
  const field = question.getByLabel(/address/i);
  const refusals = {
    nonsense: 'Say which sale it is for.',
    [`${terminal.url}/checkout/75099bcf-22d5-43f9-8976-b7c5692eaa85`]: 'The other sale is not known here.',
    [own]: 'That is the very sale this payment was for.',
  };
  for (const [address, words] of Object.entries(refusals)) {
    await field.fill(address);
    await inbox.confirm();
    await expect(question.getByRole('alert')).toHaveText(words);
  }
  await field.fill(other);
  await inbox.confirm();
  await expect(inbox.said).toHaveText('Linked to the other sale.');
});

test('a question can be left without deciding, and a note can be too long', async ({ terminal, sandbox, page, witness }) => {
  witness.expectComplaint(/the server responded with a status of 422/);
  await payLate(terminal, sandbox, '1250');
  const inbox = await Inbox.of(terminal);
  const question = await inbox.ask('late', 'refund');
  await question.getByRole('button', { name: 'Back' }).click();
  await expect(question).toBeHidden();
  await inbox.ask('late', 'refund');
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(inbox.card('late').locator('[data-decide="refund"]')).toBeFocused();

  await inbox.ask('late', 'refund');
  await expect(question.getByLabel(/note/i)).toHaveAttribute('maxlength', '500');
  await question.getByLabel(/note/i).evaluate((field) => field.removeAttribute('maxlength'));
  await inbox.note('é'.repeat(501));
  await inbox.confirm();
  await expect(question.getByRole('alert')).toContainText('at most 500 characters');
  await inbox.note('é'.repeat(500));
  await inbox.confirm();
  await expect(inbox.said).toHaveText('Noted: to be refunded by hand.');
});

test('what another tablet has decided leaves the list, and is not decided twice', async ({
  terminal,
  sandbox,
  anotherTerminal,
  witness,
}) => {
  witness.expectComplaint(/the server responded with a status of 409/);
  await payLate(terminal, sandbox, '1250');
  await payLate(terminal, sandbox, '300');
  const slow = await Inbox.of(terminal);
  const other = await anotherTerminal();
  await other.openKeypad();
  const fast = await Inbox.of(other);
  const question = await slow.ask('late', 'accept');
  await fast.decide('late', 'refund');
  await expect(slow.card('late')).toHaveCount(1);
  await slow.confirm();
  await expect(question).toBeHidden();
  await expect(slow.said).toHaveText('Somebody has decided about this payment already.');
  await expect(slow.card('late')).toHaveCount(1);
  await fast.decide('late', 'accept');
  await expect(slow.heading).toHaveText('Nothing to decide');
});

test('a decision that gets no answer can be tried again', async ({ terminal, sandbox, page, witness }) => {
  witness.expectComplaint(/Failed to load resource: net::ERR_/);
  await payLate(terminal, sandbox, '1250');
  const inbox = await Inbox.of(terminal);
  await page.route('**/api/decide_alarm', (route) => route.abort('connectionrefused'), { times: 1 });
  const question = await inbox.ask('late', 'accept');
  await inbox.confirm();
  await expect(question.getByRole('alert')).toContainText('perhaps not recorded');
  await inbox.confirm();
  await expect(inbox.said).toHaveText('Accepted.');
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

test('it is all done by the keyboard', async ({ terminal, sandbox, page }) => {
  await payLate(terminal, sandbox, '1250');
  await terminal.banner.focus();
  await page.keyboard.press('Enter');
  const inbox = new Inbox(terminal);
  await inbox.card('late').locator('[data-decide="accept"]').focus();
  await page.keyboard.press('Enter');
  await expect(inbox.question.getByRole('button', { name: 'Back' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(inbox.question.getByLabel(/note/i)).toBeFocused();
  await page.keyboard.type('By hand');
  await page.keyboard.press('Enter');
  await expect(inbox.said).toHaveText('Accepted.');
  await page.keyboard.press('Enter');
  await expect(terminal.amount).toHaveText('€0.00');
});

test('all there is to tap in the lists is large enough for a finger', async ({ terminal, sandbox, page }) => {
  await terminal.sellUntilInvoice('4200');
  await terminal.putAside();
  await payLate(terminal, sandbox, '1250');
  await (await Inbox.of(terminal)).ask('late', 'link');
  await expect(page.getByRole('radio')).toBeVisible();
  const large = async (): Promise<void> => {
    for (const target of await page.locator('a:not(.demo a), button, summary, label').all()) {
      const box = await target.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0), await target.innerText()).toBeGreaterThanOrEqual(56);
    }
  };
  await large();
  await page.keyboard.press('Escape');
  await terminal.openSales();
  await expect(terminal.sale('€42.00')).toBeVisible();
  await large();
});
