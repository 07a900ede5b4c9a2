/** Selling items: by staff, by customers on their own, with a tip, with a cart that waits, and against a forger. */

import type { Page } from '@playwright/test';
import { Office } from '../harness/office';
import { expect, test } from '../harness/server';

const ITEMS = [
  'name;price;vat;category;code;offer',
  'Café au lait;3,50;19;Drinks;4006381333931;',
  'Tee;2,80;19;Drinks;;',
  'Zimtschnecke;2,40;7;Food;;',
  'قهوة;3,00;19;Drinks;;',
  '<b>Bold</b>;1,00;7;Food;;',
  'Sandwich;5,90;7;Food;;sold-out',
].join('\n');

/** Opens the counter of a shop that sells so. */
async function counter(page: Page, url: string, mode: 'catalogue' | 'self-service', tip = false): Promise<Office> {
  const office = await Office.ofDemo(url);
  await office.items(ITEMS);
  await office.selling(mode, tip);
  await page.goto(url);
  return office;
}

const tile = (page: Page, name: string) => page.locator('.goods', { hasText: name });
const pay = (page: Page) => page.locator('[data-pay]');
const shot = (page: Page, name: string) =>
  process.env.KIOSK_SHOTS ? page.screenshot({ path: `${process.env.KIOSK_SHOTS}/${name}.png` }) : Promise.resolve();

test('staff pick items, and the customer pays what they cost', async ({ terminal, demo, sandbox, page }) => {
  await counter(page, demo.url, 'catalogue');
  await expect(page).toHaveURL(/\/catalogue$/);
  await expect(tile(page, '<b>Bold</b>')).toBeVisible();
  await expect(tile(page, 'Sandwich')).toBeDisabled();
  await tile(page, 'Café au lait').click();
  await tile(page, 'Café au lait').click();
  await tile(page, 'Zimtschnecke').click();
  await expect(pay(page)).toHaveText('Pay €9.40');
  await expect(page.locator('[data-count]')).toHaveText('3 items');
  await page.getByRole('button', { name: 'One less of Café au lait' }).click();
  await expect(pay(page)).toHaveText('Pay €5.90');
  await shot(page, 'catalogue');
  await page.setViewportSize({ width: 800, height: 1280 });
  await shot(page, 'catalogue-portrait');
  await pay(page).click();
  await sandbox.pay(await terminal.invoice());
  await terminal.shows('paid');
  expect((await sandbox.onlySession()).amount).toBe(590);
  await terminal.newSale.click();
  await expect(page).toHaveURL(/\/catalogue$/);
  await expect(page.locator('.cart-empty')).toBeVisible();
});

test('what is searched for is found while it is typed, and a scanner puts it into the cart', async ({ terminal: _, demo, page }) => {
  await counter(page, demo.url, 'catalogue');
  await page.locator('#search').pressSequentially('cafe');
  await expect(page.locator('.goods')).toHaveCount(1);
  await expect(page.locator('#search')).toBeFocused();
  await page.locator('#search').fill('');
  await expect(page.locator('.goods')).toHaveCount(6);
  await page.locator('h2').first().click();
  await page.keyboard.type('4006381333931');
  await page.keyboard.press('Enter');
  await expect(pay(page)).toHaveText('Pay €3.50');
  await page.locator('#search').fill('7'.repeat(200));
  await page.locator('#search').press('Enter');
  await expect(page.locator('.counter-none')).toBeVisible();
  await expect(pay(page)).toHaveText('Pay €3.50');
});

test('a code with letters is put into the cart, and a word that is none is searched for', async ({ terminal: _, demo, page }) => {
  const office = await counter(page, demo.url, 'catalogue');
  await office.items('name;price;vat;category;code;offer\nKeks;1,20;7;Food;AB-12x;');
  await page.reload();
  await page.locator('h2').first().click();
  await page.keyboard.type('AB-12x');
  await page.keyboard.press('Enter');
  await expect(pay(page)).toHaveText('Pay €1.20');
  await expect(page.locator('#search')).toHaveValue('');
  await expect(page.locator('.goods')).toHaveCount(7);
  await page.keyboard.type('tee');
  await page.keyboard.press('Enter');
  await expect(page.locator('.goods')).toHaveCount(1);
  await expect(page.locator('#search')).toHaveValue('tee');
  await expect(pay(page)).toHaveText('Pay €1.20');
});

test('a quantity can be typed, and what is new is said', async ({ terminal: _, demo, page, witness }) => {
  witness.expectComplaint(/422/);
  await counter(page, demo.url, 'catalogue');
  const voice = page.locator('[data-voice]');
  await tile(page, 'Tee').click();
  await expect(voice).toHaveText('1 item');
  const quantity = page.getByRole('textbox', { name: 'Quantity of Tee' });
  await quantity.fill('30');
  await quantity.press('Enter');
  await expect(pay(page)).toHaveText('Pay €84.00');
  await expect(voice).toHaveText('30 items');
  await expect(quantity).toBeFocused();
  await quantity.fill('many');
  await quantity.blur();
  await expect(page.locator('[data-refusal]')).toContainText('Choose a quantity');
  await expect(quantity).toHaveValue('30');
  await quantity.fill('1');
  await quantity.blur();
  await expect(pay(page)).toHaveText('Pay €2.80');
  // What had the focus is gone, and the cart has it.
  await page.getByRole('button', { name: 'One less of Tee' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.cart-empty')).toBeVisible();
  await expect(page.getByRole('heading', { name: /^Cart/ })).toBeFocused();
});

test.describe('where large amounts are asked about', () => {
  test.use({ settings: { KIOSK_ASK_ABOVE_MINOR: '10000' } });

  for (const tip of [false, true]) {
    test(`a cart that costs so much is asked about, ${tip ? 'before the tip' : 'and charged when it is meant'}`, async ({
      terminal,
      demo,
      page,
      sandbox,
    }) => {
      await counter(page, demo.url, 'catalogue', tip);
      await tile(page, 'Tee').click();
      await page.locator('[data-quantity]').fill('300');
      await page.locator('[data-quantity]').press('Enter');
      await expect(pay(page)).toHaveText('Pay €840.00');
      await pay(page).click();
      await expect(page.locator('[data-really]')).toHaveText('Really €840.00?');
      // What a second tap of Enter means is the safe answer.
      await page.keyboard.press('Enter');
      await expect(page.locator('[data-quantity]')).toHaveValue('300');
      expect(await sandbox.sessions()).toHaveLength(0);
      await pay(page).click();
      await page.locator('[data-swap] .cart-pay').click();
      if (tip) await page.locator('[data-tip="none"]').click();
      await terminal.invoice();
      expect((await sandbox.onlySession()).amount).toBe(84_000);
    });
  }
});

test('whoever writes a discount hears of a payment all the same', async ({ terminal, demo, page, sandbox }) => {
  await page.clock.install();
  await counter(page, demo.url, 'catalogue');
  await tile(page, 'Tee').click();
  await pay(page).click();
  const invoice = await terminal.invoice();
  await terminal.cancel();
  await terminal.shows('cancelled');
  await terminal.newSale.click();
  await tile(page, 'Tee').click();
  await page.locator('.cart > .cart-discount summary').click();
  await page.locator('.cart > .cart-discount [name=value]').fill('10');
  await sandbox.pay(invoice, { late: true });
  await expect(async () => {
    await page.clock.runFor('00:16');
    await expect(page.locator('[data-alarms]')).toHaveText('A payment needs a decision', { timeout: 1_000 });
  }).toPass();
  await expect(page.locator('.cart > .cart-discount [name=value]')).toHaveValue('10');
});

test('a discount has a reason, and a cart waits until somebody takes it up', async ({ terminal: _, demo, page }) => {
  await counter(page, demo.url, 'catalogue');
  await tile(page, 'Tee').click();
  const discount = page.locator('.cart > .cart-discount');
  await discount.locator('summary').click();
  await discount.locator('[name=value]').fill('10');
  await discount.locator('[name=reason]').fill('regular');
  await discount.locator('[data-give-discount]').click();
  await expect(pay(page)).toHaveText('Pay €2.52');
  await shot(page, 'discount');
  await page.locator('[name=note]').fill('table 4');
  await page.locator('.cart-hold [data-hold]').click();
  await expect(page.locator('.cart-empty')).toBeVisible();
  await tile(page, 'Zimtschnecke').click();
  await page.locator('[data-clear]').click();
  await page.locator('[data-held]').click();
  await expect(page.locator('.held-row')).toContainText('table 4');
  await shot(page, 'held');
  await page.locator('[data-recall]').click();
  await expect(pay(page)).toHaveText('Pay €2.52');
});

test('a customer orders alone, gives a tip and pays', async ({ terminal, demo, sandbox, page }) => {
  await counter(page, demo.url, 'self-service', true);
  await expect(page.getByText('Tap to order')).toBeVisible();
  await shot(page, 'attract');
  await page.locator('[data-start]').click();
  await expect(page.getByText(/\b(discounts?|held|sales)\b/i)).toHaveCount(0);
  await tile(page, 'قهوة').click();
  await shot(page, 'self-service');
  await pay(page).click();
  await expect(page.locator('[data-tip="1000"]')).toContainText('€3.30');
  await shot(page, 'tip');
  await page.setViewportSize({ width: 800, height: 1280 });
  await shot(page, 'tip-portrait');
  await page.locator('[data-tip="1000"]').click();
  const invoice = await terminal.invoice();
  expect((await sandbox.onlySession()).amount).toBe(330);
  await sandbox.pay(invoice);
  await terminal.shows('paid');
  await terminal.newSale.click();
  await expect(page.getByText('Tap to order')).toBeVisible();
});

test('a price that somebody has tampered with in the browser opens no sale', async ({
  terminal: _,
  demo,
  sandbox,
  page,
  witness,
}) => {
  witness.expectComplaint(/422/);
  await counter(page, demo.url, 'self-service');
  await page.locator('[data-start]').click();
  await tile(page, 'Café au lait').click();
  await expect(pay(page)).toHaveText('Pay €3.50');
  await page.locator('[name=shown]').evaluate((field) => ((field as HTMLInputElement).value = '1'));
  await pay(page).click();
  await expect(page.locator('[data-refusal]')).toContainText('it is €3.50 now');
  expect(await sandbox.sessions()).toHaveLength(0);
});

test('a keyed amount is asked for a tip, too', async ({ terminal, demo, sandbox }) => {
  const office = await Office.ofDemo(demo.url);
  await office.selling('keypad', true);
  await terminal.openKeypad();
  await terminal.tap('1250');
  await terminal.charge.click();
  await terminal.page.locator('[data-tip="round-up"]').click();
  await sandbox.pay(await terminal.invoice());
  await terminal.shows('paid');
  expect((await sandbox.onlySession()).amount).toBe(1300);
});

test('while the server is away the page says so, and the cart waits', async ({
  terminal,
  demo,
  page,
  context,
  witness,
}) => {
  witness.expectComplaint(/ERR_INTERNET_DISCONNECTED/);
  await counter(page, demo.url, 'catalogue');
  await tile(page, 'Tee').click();
  await expect(pay(page)).toHaveText('Pay €2.80');
  await context.setOffline(true);
  // Nobody has to try first.
  await expect(page.locator('[data-offline]')).toBeVisible();
  await expect(pay(page)).toBeDisabled();
  await expect(terminal.light('Server')).toHaveAttribute('data-link', 'down');
  await tile(page, 'Tee').click();
  await expect(pay(page)).toBeDisabled();
  await context.setOffline(false);
  await expect(page.locator('[data-offline]')).toBeHidden();
  await expect(pay(page)).toBeEnabled();
  await expect(terminal.light('Server')).toHaveAttribute('data-link', 'up');
  await tile(page, 'Tee').click();
  await expect(pay(page)).toHaveText('Pay €5.60');
});

test('while a tip is typed and the server is away, it cannot be paid', async ({ terminal: _, demo, page, context, witness }) => {
  witness.expectComplaint(/ERR_INTERNET_DISCONNECTED/);
  await counter(page, demo.url, 'catalogue', true);
  await tile(page, 'Tee').click();
  await pay(page).click();
  await page.locator('#tip-amount').fill('1');
  await context.setOffline(true);
  for (const tip of ['none', '1000', 'amount']) await expect(page.locator(`[data-tip="${tip}"]`)).toBeDisabled();
  await context.setOffline(false);
  for (const tip of ['none', '1000', 'amount']) await expect(page.locator(`[data-tip="${tip}"]`)).toBeEnabled();
  await expect(page.locator('#tip-amount')).toHaveValue('1');
  await expect(page.locator('#tip-amount')).toBeFocused();
});

test('Mion that is away is a light, and nothing can be paid', async ({ terminal, demo, page, sandbox }) => {
  await counter(page, demo.url, 'catalogue');
  // A server that waits for a payment knows whether Mion answers.
  await tile(page, 'Tee').click();
  await pay(page).click();
  await terminal.invoice();
  await sandbox.down(true);
  await expect(terminal.light('Mion')).toHaveAttribute('data-link', 'down');
  await terminal.serveNext.click();
  await tile(page, 'Tee').click();
  await expect(async () => {
    await page.reload();
    await expect(terminal.light('Mion')).toHaveAttribute('data-link', 'down', { timeout: 1_000 });
  }).toPass();
  await expect(pay(page)).toBeDisabled();
  await expect(page.locator('.light-age')).not.toHaveText(['', '']);
});

test('everything works without a script until the code is to be shown', async ({ terminal: _, demo, browser, context }) => {
  const office = await Office.ofDemo(demo.url);
  await office.items(ITEMS);
  await office.selling('catalogue', true);
  const plain = await browser.newContext({ javaScriptEnabled: false, storageState: await context.storageState() });
  const page = await plain.newPage();
  await page.goto(demo.url);
  await tile(page, 'Tee').click();
  await expect(pay(page)).toHaveText('Pay €2.80');
  await pay(page).click();
  await page.locator('[data-tip="none"]').click();
  await expect(page).toHaveURL(/\/checkout\//);
  await plain.close();
});
