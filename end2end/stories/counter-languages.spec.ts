/** The pages that the server draws in other languages: a customer's own at self-service, the staff's, and one from right to left. */

import { languages, pageText, text } from '../harness/locales';
import { isWhole, shot } from '../harness/mirrored';
import { Office } from '../harness/office';
import { expect, test } from '../harness/server';

const ITEMS = ['name;price;vat;category;code;offer', '1;3,50;19;2;;', '3;1234,50;7;2;;', '4;5,90;7;2;;sold-out'].join('\n');

test('a customer who reads Finnish orders, tips and pays in it, and the next one finds the shop as it was', async ({
  terminal,
  demo,
  sandbox,
  page,
}) => {
  const office = await Office.ofDemo(demo.url);
  await office.items(ITEMS);
  await office.selling('self-service', true);
  await page.goto(demo.url);
  const all = page.locator('[data-languages] button');
  expect((await all.allInnerTexts()).sort()).toEqual(languages.map(({ name }) => name).sort());
  await shot(page, 'attract');
  await page.getByRole('button', { name: 'Suomi' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'fi');
  await expect(page.getByText(pageText('counter', 'fi', 'cart_empty'))).toBeVisible();
  await page.locator('.goods').first().click();
  await expect(page.locator('[data-pay]')).toHaveText('Maksa 3,50\u00a0€');

  // Changed their mind, and back: the cart stays.
  const list = page.locator('[data-language]');
  expect((await list.boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(56);
  await list.selectOption('de');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page.locator('[data-pay]')).toHaveText('3,50\u00a0€ bezahlen');
  await page.locator('[data-language]').selectOption('fi');
  await expect(page.locator('[data-pay]')).toHaveText('Maksa 3,50\u00a0€');

  await page.locator('[data-pay]').click();
  await expect(page.getByText(pageText('counter', 'fi', 'tip_question'))).toBeVisible();
  await page.locator('[data-tip="none"]').click();
  const invoice = await terminal.invoice();
  await expect(page.locator('html')).toHaveAttribute('lang', 'fi');
  await expect(page.getByText(text('fi', 'scan'))).toBeVisible();
  await sandbox.pay(invoice);
  await terminal.shows('paid');
  await expect(terminal.paid).toContainText(text('fi', 'paid'));
  await page.locator('[data-new-sale]').click();
  await expect(page.getByText('Tap to order')).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en-GB');
  await page.locator('[data-start]').click();
  await expect(page.getByText('Nothing in the cart yet.')).toBeVisible();
});

test('from the question for a tip one comes back to the amount and the note that were keyed', async ({ terminal, demo, page }) => {
  await (await Office.ofDemo(demo.url)).selling('keypad', true);
  await terminal.openKeypad();
  await terminal.tap('1250+300');
  await page.locator('[data-note]').fill('Table 4');
  await terminal.charge.click();
  await expect(page.locator('[data-tip="none"]')).toBeVisible();
  await page.locator('[data-back]').click();
  await expect(terminal.charge).toContainText('€15.50');
  await expect(page.locator('[data-note]')).toHaveValue('Table 4');
  await terminal.charge.click();
  await page.locator('[data-tip="none"]').click();
  await terminal.invoice();
  // It was charged: nothing of it comes back.
  await page.goto(demo.url);
  await expect(terminal.amount).toHaveText('€0.00');
  await expect(page.locator('[data-note]')).toHaveValue('');
  await page.goto(`${demo.url}/staff/sales`);
  await expect(page.locator('[data-list="open"]')).toContainText('Table 4');
});

test('a customer alone gives up their sale, and nobody asks for a PIN', async ({ terminal, demo, page }) => {
  const office = await Office.ofDemo(demo.url);
  await office.items(ITEMS);
  await office.selling('self-service', false);
  await page.goto(demo.url);
  await page.locator('[data-start]').click();
  await page.locator('.goods').first().click();
  await page.locator('[data-pay]').click();
  await terminal.invoice();
  await page.locator('[data-cancel]').click();
  await page.locator('[data-confirm-cancel]').click();
  await terminal.shows('cancelled');
});

test.describe('a cashier who reads German', () => {
  test.use({ locale: 'de' });

  test('finds the staff\u2019s pages in it', async ({ terminal, page, sandbox }) => {
    await terminal.open();
    await terminal.tap('1250');
    await terminal.charge.click();
    await sandbox.pay(await terminal.invoice());
    await terminal.shows('paid');
    await page.goto(`${terminal.url}/staff`);
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await expect(page.locator('h1')).toHaveText('Personal');
    await shot(page, 'staff-de');
    await page.goto(`${terminal.url}/staff/sales`);
    await page.locator('[data-list="last"] a').first().click();
    await expect(page.getByRole('heading', { name: 'Ja. Es ist bezahlt.' })).toBeVisible();
    await expect(page.getByText('12,50\u00a0€').first()).toBeVisible();
    await shot(page, 'sale-de');
    await page.goto(`${terminal.url}/staff/alarms`);
    await expect(page.getByText(pageText('staff', 'de', 'nothing_to_decide_meaning'))).toBeVisible();
    await page.goto(`${terminal.url}/staff/self-test`);
    await expect(page.getByText(pageText('self_test', 'de', 'server_good')).first()).toBeVisible();
    await shot(page, 'self-test-de');
  });
});

test.describe('from right to left', () => {
  test.use({ settings: { KIOSK_LANGUAGE: 'ar-XB' } });

  test('the counter mirrors, and nothing is cut off or left untranslated', async ({ terminal: _, demo, page }) => {
    test.slow();
    const office = await Office.ofDemo(demo.url);
    await office.items(ITEMS);
    await office.selling('self-service', true);
    await page.goto(demo.url);
    await isWhole(page, 'attract-rtl');
    await page.locator('[data-start]').click();
    await isWhole(page, 'empty-rtl');
    await page.locator('.goods').first().click();
    await expect(page.locator('[data-line]')).toHaveCount(1);
    await isWhole(page, 'cart-rtl');
    await page.locator('[data-pay]').click();
    await expect(page.locator('[data-tip="none"]')).toBeVisible();
    await isWhole(page, 'tip-rtl');
    await office.selling('catalogue', false);
    await page.goto(`${demo.url}/catalogue`);
    await isWhole(page, 'staffs-counter-rtl');
    await page.goto(`${demo.url}/catalogue/held`);
    await isWhole(page, 'held-rtl');
  });

  test('so do the staff\u2019s pages and the doors', async ({ terminal, page, witness }) => {
    witness.expectComplaint(/404/);
    test.slow();
    for (const path of ['/staff', '/staff/sales', '/staff/alarms', '/staff/self-test', '/pin', '/pair', '/sign-in', '/set-up?token=x', '/nowhere']) {
      await page.goto(`${terminal.url}${path}`);
      await isWhole(page, `page${path.replace(/\W/g, '-')}`);
    }
  });
});
