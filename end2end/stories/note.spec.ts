/** What the staff write beside an amount: it is kept with the sale, for them alone. */

import { expect, test } from '../harness/server';

test('a note goes with its sale and not with the next one', async ({ terminal, page, sandbox }) => {
  await terminal.openKeypad();
  const note = page.locator('[data-note]');
  await terminal.tap('1250');
  // What is typed into it is no amount, and *Enter* in it charges nothing.
  await note.fill('Table 4');
  await note.press('2');
  await note.press('Enter');
  await expect(terminal.amount).toHaveText('€12.50');
  await expect(note).toHaveValue('Table 42');
  await terminal.charge.click();
  const invoice = await terminal.invoice();
  await expect(terminal.screen).not.toContainText('Table 42');

  await page.locator('[data-put-aside]').click();
  await expect(note).toHaveValue('');
  await page.goto(`${terminal.url}/staff/sales`);
  await expect(page.locator('[data-list="open"]')).toContainText('Table 42');
  await sandbox.pay(invoice);
  await expect(async () => {
    await page.reload();
    await expect(page.locator('[data-list="open"] .row')).toHaveCount(0);
  }).toPass();
  await page.locator('[data-list="last"] a').first().click();
  await expect(page.locator('[data-list="sold"]')).toContainText('Table 42');
});

test('a note is kept where the answer is lost', async ({ terminal, page, sandbox }) => {
  await sandbox.script('create_session', { kind: 'delay', ms: 3_000 });
  await terminal.openKeypad();
  await terminal.tap('1250');
  await page.locator('[data-note]').fill('Hall & Oates <2>');
  await terminal.charge.click();
  await terminal.shows('opening');
  await page.reload();
  await terminal.invoice();
  await page.goto(`${terminal.url}/staff/sales`);
  await expect(page.locator('[data-list="open"]')).toContainText('Hall & Oates <2>');
});
