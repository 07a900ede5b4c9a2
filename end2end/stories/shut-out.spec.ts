/** A tablet comes in by a code, is locked and removed in the middle of a sale, and asks who stands before it. */

import { Office } from '../harness/office';
import { expect, test } from '../harness/server';
import { Terminal } from '../harness/terminal';

test('the first browser of a demo is a terminal by itself, and the second needs a code', async ({
  terminal,
  demo,
  browser,
  witness,
}) => {
  await terminal.openKeypad();
  const context = await browser.newContext();
  witness.watch(context);
  const page = await context.newPage();
  await page.goto(demo.url);
  expect(new URL(page.url()).pathname).toBe('/pair');
  await expect(page.locator('script')).toHaveCount(0);
  witness.expectComplaint(/the server responded with a status of 422/);
  await page.getByLabel('Pairing code').fill('bcdf-ghjk');
  await page.getByRole('button', { name: 'Pair this tablet' }).click();
  await expect(page.locator('[data-refused]')).toContainText('No such code');

  const code = await (await Office.ofDemo(demo.url)).invite('Bar');
  await page.goto(`${demo.url}/pair?code=${code}`);
  // Whoever was wrong has to wait a second, and may try too early.
  witness.expectComplaint(/the server responded with a status of 429/);
  await expect(async () => {
    await page.goto(`${demo.url}/pair?code=${code}`);
    await page.getByRole('button', { name: 'Pair this tablet' }).click();
    await expect(page).toHaveURL(`${demo.url}/`, { timeout: 1_000 });
  }).toPass();
  const second = new Terminal(page, demo.url);
  await second.answersToTaps();
  await expect(second.amount).toHaveText('€0.00');
  await context.close();
});

test('a tablet that is locked in the middle of a sale says so, and goes on when it is unlocked', async ({
  terminal,
  demo,
  page,
  witness,
}) => {
  witness.expectComplaint(/the server responded with a status of 423/);
  const invoice = await terminal.sellUntilInvoice('1250');
  const office = await Office.ofDemo(demo.url);
  await office.change('Terminal 1', 'lock');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This tablet is locked', { timeout: 3_000 });
  await expect(terminal.qr).toHaveCount(0);
  await office.change('Terminal 1', 'unlock');
  await page.reload();
  expect(await terminal.invoice()).toBe(invoice);
});

test('a tablet that is removed in the middle of a sale is out, and the sale goes on at another', async ({
  terminal,
  sandbox,
  demo,
  page,
  anotherTerminal,
  witness,
}) => {
  witness.expectComplaint(/the server responded with a status of 40[39]/);
  const invoice = await terminal.sellUntilInvoice('1250');
  const address = page.url();
  const office = await Office.ofDemo(demo.url);
  await office.change('Terminal 1', 'revoke');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This tablet was removed', { timeout: 3_000 });
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This tablet was removed');
  const other = await anotherTerminal();
  await other.page.goto(address);
  await other.answersToTaps();
  await other.takeOver.click();
  expect(await other.invoice()).toBe(invoice);
  await sandbox.pay(invoice);
  await other.shows('paid');
});

test.describe('where PINs are asked for', () => {
  test.use({ settings: { KIOSK_DEMO_PINS: 'true' } });

  test('a sale whose code was shown is cancelled by somebody who says who they are', async ({
    terminal,
    page,
    witness,
  }) => {
    witness.expectComplaint(/the server responded with a status of 403/);
    const invoice = await terminal.sellUntilInvoice('1250');
    await terminal.cancel();
    await terminal.enterPin('Carl', '2581');
    await expect(terminal.pin.getByRole('alert')).toContainText('Wrong PIN.');
    expect(await terminal.pin.innerHTML()).not.toContain('2581');
    await terminal.pin.locator('[data-pin-give-up]').click();
    await expect(terminal.pin).toBeHidden();
    expect(await terminal.invoice()).toBe(invoice);

    await terminal.cancel();
    await expect(terminal.pin).toBeVisible();
    await terminal.pin.getByRole('button', { name: 'Carl' }).click();
    await page.keyboard.type('2589');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('0');
    await expect(terminal.pin.locator('.pin-digits')).toHaveText('••••');
    await expect(terminal.pin.locator('[data-pin-enter]')).toBeEnabled();
    await page.keyboard.press('Enter');
    await terminal.shows('cancelled');
  });

  test('another tablet takes a sale over with a PIN', async ({ terminal, page, anotherTerminal, witness }) => {
    witness.expectComplaint(/the server responded with a status of 40[39]/);
    const invoice = await terminal.sellUntilInvoice('1250');
    const other = await anotherTerminal();
    await other.page.goto(page.url());
    await other.answersToTaps();
    await other.takeOver.click();
    await other.enterPin('Carl', '2580');
    expect(await other.invoice()).toBe(invoice);
    await terminal.shows('elsewhere');
  });
});
