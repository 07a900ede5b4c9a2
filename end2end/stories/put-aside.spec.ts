/** Sales that stay open while others are served: put aside, listed, and taken up at any tablet. */

import { Staff } from '../harness/staff';
import { expect, test } from '../harness/server';

test('the next customer is served while the first still fumbles', async ({ terminal, sandbox, page }) => {
  const first = await terminal.sellUntilInvoice('1250');
  const id = await terminal.checkout();
  await terminal.putAside();
  expect(new URL(page.url()).pathname).toBe('/');

  await terminal.tap('300');
  await terminal.charge.click();
  await sandbox.pay(await terminal.invoice());
  await terminal.shows('paid');
  await expect(terminal.paid).toContainText('€3.00');
  await terminal.newSale.click();

  await terminal.openSales();
  await expect(terminal.sale('€12.50')).toContainText('Put aside');
  await terminal.sale('€12.50').getByRole('button').click();
  expect(await terminal.invoice()).toBe(first);
  expect(await terminal.checkout()).toBe(id);
  await sandbox.pay(first);
  await terminal.shows('paid');
  await expect(terminal.paid).toContainText('€12.50');
  await expect(terminal.banner).toHaveCount(0);
});

test('a sale that is paid while it is put aside waits for a decision', async ({ terminal, sandbox, page }) => {
  const invoice = await terminal.sellUntilInvoice('1250');
  const address = page.url();
  await terminal.putAside();
  await sandbox.pay(invoice);
  await expect(terminal.banner).toHaveText('A payment needs a decision');
  await page.goto(address);
  await terminal.shows('paid-late');
  await expect(terminal.screen).toContainText('Paid while put aside');
  await page.getByRole('link', { name: /decide about it/i }).click();
  await expect(new Staff(terminal.page, terminal.url).card('late')).toContainText('Paid while put aside');
});

test('another tablet takes the sale over', async ({ terminal, sandbox, anotherTerminal }) => {
  const invoice = await terminal.sellUntilInvoice('1250');
  const id = await terminal.checkout();
  await terminal.putAside();
  const other = await anotherTerminal();
  await other.openKeypad();
  await other.openSales();
  await other.sale('€12.50').getByRole('button').click();
  expect(await other.invoice()).toBe(invoice);
  expect(await other.checkout()).toBe(id);
  await sandbox.pay(invoice);
  await other.shows('paid');
  await expect(terminal.banner).toHaveCount(0);
});

test('a sale is at one tablet at a time, and either takes it over', async ({ terminal, sandbox, page, anotherTerminal, witness }) => {
  witness.expectComplaint(/the server responded with a status of 409/);
  const invoice = await terminal.sellUntilInvoice('1250');
  const other = await anotherTerminal();
  await other.page.goto(page.url());
  await other.shows('elsewhere');
  await expect(other.page.locator('[data-qr]')).toHaveCount(0);
  await other.answersToTaps();
  await other.takeOver.click();
  expect(await other.invoice()).toBe(invoice);
  await terminal.shows('elsewhere');
  await terminal.takeOver.click();
  expect(await terminal.invoice()).toBe(invoice);
  await other.shows('elsewhere');
  await sandbox.pay(invoice);
  await terminal.shows('paid');
  await other.newSale.click();
  await expect(other.amount).toHaveText('€0.00');
  await expect(terminal.banner).toHaveCount(0);
});

test('a sale that is left by the way back is put aside, and taken up by the way forward', async ({
  terminal,
  sandbox,
  page,
  anotherTerminal,
}) => {
  const invoice = await terminal.sellUntilInvoice('1250');
  const left = page.waitForResponse('**/api/put_aside');
  await page.goBack();
  await left;
  const other = await anotherTerminal();
  await other.openKeypad();
  await other.openSales();
  await expect(other.sale('€12.50')).toContainText('Put aside');
  await page.goForward();
  expect(await terminal.invoice()).toBe(invoice);
  await sandbox.pay(invoice);
  await terminal.shows('paid');
  await expect(terminal.banner).toHaveCount(0);
});

test('a sale that is paid in the moment it is put aside is paid', async ({ terminal, sandbox, page, witness }) => {
  witness.expectComplaint(/the server responded with a status of 409/);
  const invoice = await terminal.sellUntilInvoice('1250');
  await page.route('**/api/put_aside', async (route) => {
    const address = page.url();
    await sandbox.pay(invoice);
    await expect.poll(async () => (await page.request.get(address)).text()).toContain('data-paid');
    await route.continue();
  });
  await terminal.serveNext.click();
  await terminal.shows('paid');
  await expect(terminal.banner).toHaveCount(0);
});

test('a sale that cannot be put aside stays on the screen', async ({ terminal, sandbox, page, witness }) => {
  witness.expectComplaint(/Failed to load resource: net::ERR_/);
  const invoice = await terminal.sellUntilInvoice('1250');
  await page.route('**/api/put_aside', (route) => route.abort('connectionrefused'));
  await terminal.serveNext.click();
  await expect(page.getByRole('alert').filter({ hasText: /stays here/i })).toBeVisible();
  expect(await terminal.invoice()).toBe(invoice);
  await sandbox.pay(invoice);
  await terminal.shows('paid');
});
