/** The books: every sale found again, exported, counted and closed; and who did what. */

import { readFile } from 'node:fs/promises';
import { BackOffice } from '../harness/back-office';
import { expect, test } from '../harness/server';
import { fitsAFinger } from '../harness/staff';

test('a sale is found by its code and shows all that happened to it', async ({ terminal, sandbox, page }) => {
  const invoice = await terminal.sellUntilInvoice('1250');
  const id = await terminal.checkout();
  await sandbox.pay(invoice);
  await terminal.shows('paid');
  await terminal.sellUntilInvoice('300');
  await terminal.putAside();
  const office = new BackOffice(page, terminal.url);
  await office.signIn();
  await expect(page.locator('[data-today]')).toHaveText('€12.50');
  await fitsAFinger(page);
  await office.go('Sales');
  await expect(office.row('sales', '€3.00')).toContainText('Waiting for payment');
  await page.getByLabel('Look for').fill('12,50');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(office.row('sales', '€3.00')).toHaveCount(0);
  await expect(page.getByLabel('Look for')).toHaveValue('12,50');
  await fitsAFinger(page);
  await office.row('sales', '€12.50').getByRole('link').click();
  await expect(page.locator('[data-answer="paid"]')).toContainText('Yes. It is paid.');
  await expect(page.locator('.steps')).toContainText('Charged at the terminal');
  await expect(page.locator('.steps')).toContainText("Paid; by Mion's clock");
  await expect(page.getByText(`kiosk-${id}`)).toBeVisible();
  await expect(page.getByText('Terminal 1')).toBeVisible();
  await fitsAFinger(page);
});

test('the sales are exported as a file that can be summed', async ({ terminal, sandbox, page }) => {
  for (const cents of ['1250', '300']) {
    await sandbox.pay(await terminal.sellUntilInvoice(cents));
    await terminal.shows('paid');
  }
  const office = new BackOffice(page, terminal.url);
  await office.signIn();
  await office.go('Sales');
  const download = page.waitForEvent('download');
  await page.locator('[data-export="point"]').click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^sales-EUR-\d{4}-\d\d-\d\d\.csv$/);
  const [head, ...lines] = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
  const taken = (head as string).split(',').indexOf('taken');
  const sum = lines.map((line) => Number(line.split(',')[taken])).reduce((one, other) => one + other, 0);
  expect(sum).toBe(15.5);
});

test('the day is closed with what was counted', async ({ terminal, sandbox, page, witness }) => {
  witness.expectComplaint(/the server responded with a status of 422/);
  await sandbox.pay(await terminal.sellUntilInvoice('1250'));
  await terminal.shows('paid');
  const office = new BackOffice(page, terminal.url);
  await office.signIn();
  await office.go('Close the day');
  await expect(page.locator('[data-expected]')).toHaveText('€12.50');
  await fitsAFinger(page);
  await page.getByLabel('Counted').fill('12.00');
  await page.locator('[data-do="close"]').click();
  await expect(page.locator('.field-error')).toHaveText('Say why it differs.');
  await page.getByLabel(/Reason/).fill('A fee of Mion’s');
  await page.locator('[data-do="close"]').click();
  await expect(office.heading).toHaveText('Close no. 1');
  await expect(page.locator('[data-closed]')).toContainText('€0.50 too little');
  await page.getByRole('link', { name: 'All closes' }).click();
  await expect(page.locator('[data-expected]')).toHaveText('€0.00');
  await expect(office.row('closings', 'No. 1')).toBeVisible();
});

test('what was done stands in the audit log', async ({ terminal, page }) => {
  await terminal.openKeypad();
  const office = new BackOffice(page, terminal.url);
  await office.signIn();
  await office.go('Audit log');
  await expect(page.locator('[data-chain="whole"]')).toBeVisible();
  await expect(office.row('audit', 'by: password').first()).toContainText('Olivia');
  await page.getByLabel('Look for').fill('terminal paired');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(office.row('audit', 'by: password')).toHaveCount(0);
  await expect(office.row('audit', 'terminal paired')).toHaveCount(1);
  await fitsAFinger(page);
});

test('the office works without JavaScript', async ({ terminal, anotherTerminal }) => {
  test.slow();
  await terminal.openKeypad();
  const plain = await anotherTerminal({ javaScriptEnabled: false });
  const office = new BackOffice(plain.page, plain.url);
  await office.signIn();
  for (const name of ['Sales', 'Payments to decide', 'Close the day', 'Terminals', 'People', 'Settings', 'Audit log', 'My account']) {
    const fold = plain.page.locator('.fold > summary');
    if (await fold.isVisible()) await fold.click();
    await plain.page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click();
    await expect(plain.page.locator('[aria-current="page"]:visible, .fold [aria-current="page"]').first()).toContainText(name);
    await fitsAFinger(plain.page);
  }
});
