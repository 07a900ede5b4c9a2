/** "Did it go through?": the sales at a terminal, on the staff's plain pages. */

import { expect, test } from '../harness/server';
import { fitsAFinger, Staff } from '../harness/staff';

test('a sale that was put aside is taken up again', async ({ terminal, sandbox, page }) => {
  const invoice = await terminal.sellUntilInvoice('1250');
  const id = await terminal.checkout();
  await terminal.putAside();
  const staff = new Staff(page, terminal.url);
  await staff.open('/sales');
  await expect(staff.sale('open', '€12.50')).toContainText('Put aside');
  await fitsAFinger(page);
  await staff.sale('open', '€12.50').getByRole('button').click();
  expect(await terminal.invoice()).toBe(invoice);
  expect(await terminal.checkout()).toBe(id);
  await sandbox.pay(invoice);
  await terminal.shows('paid');
  await expect(terminal.banner).toHaveCount(0);
});

test('the last sales say for sure what became of them', async ({ terminal, sandbox, page }) => {
  await sandbox.pay(await terminal.sellUntilInvoice('1250'));
  await terminal.shows('paid');
  await terminal.sellUntilInvoice('300');
  await terminal.cancel();
  await terminal.shows('cancelled');
  await terminal.sellUntilInvoice('700');
  await terminal.putAside();
  const staff = new Staff(page, terminal.url);
  await staff.open('/sales');
  const answers = { '€12.50': 'Yes. It is paid.', '€3.00': 'No. It is not paid.', '€7.00': 'Not yet. Nobody has paid.' };
  for (const [total, words] of Object.entries(answers)) {
    await staff.sale('last', total).getByRole('link').click();
    await expect(staff.answer).toContainText(words);
    await expect(page.getByText(total)).toBeVisible();
    await fitsAFinger(page);
    await page.getByRole('link', { name: 'Back to the sales' }).click();
  }
});

test('where nothing was sold the page says so', async ({ terminal, page }) => {
  const staff = new Staff(page, terminal.url);
  await terminal.openKeypad();
  await staff.open('/sales');
  await expect(page.getByText('No sale is open.')).toBeVisible();
  await expect(page.getByText('Nothing was sold here yet.')).toBeVisible();
  await staff.open();
  await expect(staff.heading).toHaveText('Staff');
  await fitsAFinger(page);
  await page.getByRole('main').getByRole('link', { name: 'Back to the kiosk' }).click();
  await expect(terminal.amount).toHaveText('€0.00');
});
