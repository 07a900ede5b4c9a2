/** A tablet that customers use on their own: it is looked after like any other, and begins anew when everybody has gone. */

import type { Page } from '@playwright/test';
import { CASHIER } from '../harness/back-office';
import { pageText, text } from '../harness/locales';
import { Office } from '../harness/office';
import { expect, test } from '../harness/server';

const ITEMS = ['name;price;vat;category;code;offer', 'Tee;2,80;19;Drinks;;', 'Zimtschnecke;2,40;7;Food;;'].join('\n');

const attract = (page: Page) => page.locator('[data-screen="attract"]');
const question = (page: Page) => page.getByRole('alertdialog');
const tile = (page: Page, name: string) => page.locator('.goods', { hasText: name });

/** Opens the screen that waits for a customer. */
async function waits(page: Page, url: string, tip = false): Promise<Office> {
  const office = await Office.ofDemo(url);
  await office.items(ITEMS);
  await office.selling('self-service', tip);
  await page.goto(url);
  await expect(attract(page)).toBeVisible();
  return office;
}

/** From there to the code, as a customer who reads `language`. */
async function orders(page: Page, language = 'English'): Promise<void> {
  await page.getByRole('button', { name: language }).click();
  await tile(page, 'Tee').click();
  await page.locator('[data-pay]').click();
}

/** Nobody touches the tablet for `before`, is asked, and does not answer. */
async function isLeftAlone(page: Page, before: string, asks: string): Promise<void> {
  await page.clock.runFor(before);
  await expect(question(page)).toContainText(asks);
  await page.clock.runFor('00:32');
}

test('the screen that waits stays lit, can be filled and installed, and tells the server how it is', async ({ terminal, demo, page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'wakeLock', { value: { request: async () => new EventTarget() } });
  });
  const told = page.waitForRequest('**/tablet/heartbeat');
  await waits(page, demo.url);
  await expect(page.locator('.tablet-light')).toHaveAttribute('data-wake', 'held');
  expect((await told).postDataJSON()).toMatchObject({ wake: 'held', full: 'window' });
  await expect(terminal.light('Server')).toHaveAttribute('data-link', 'up');
  await expect(terminal.light('Mion')).toHaveAttribute('data-link', 'up');
  const devtools = await page.context().newCDPSession(page);
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);

  await page.getByRole('button', { name: 'Full screen' }).click();
  await page.locator('[data-start]').click();
  await expect(tile(page, 'Tee')).toBeVisible();
  // Nothing is loaded anew on the way to the cart, and a customer is offered no way out of the window.
  expect(await page.evaluate(() => document.fullscreenElement === document.documentElement)).toBe(true);
  await page.evaluate(() => document.exitFullscreen());
  await expect(page.getByRole('button', { name: 'Full screen' })).toBeHidden();
});

test('whoever needs more time has it, as often as they like, and a cart that is left is emptied', async ({ terminal: _, demo, page }) => {
  await page.clock.install();
  await waits(page, demo.url, true);
  await page.locator('[data-start]').click();
  await tile(page, 'Tee').click();
  for (let again = 0; again < 3; again += 1) {
    await page.clock.runFor('02:01');
    await expect(question(page)).toContainText('Are you still there?');
    await page.clock.runFor('00:20');
    await question(page).getByRole('button', { name: 'I need more time' }).click();
    await expect(question(page)).toBeHidden();
    await expect(page.locator('[data-line]')).toHaveCount(1);
  }
  await isLeftAlone(page, '02:01', 'Are you still there?');
  await expect(attract(page)).toBeVisible();

  // The same at the step of the tip.
  await page.locator('[data-start]').click();
  await expect(page.locator('.cart-empty')).toBeVisible();
  await tile(page, 'Tee').click();
  await page.locator('[data-pay]').click();
  await expect(page.locator('[data-tip="none"]')).toBeVisible();
  await isLeftAlone(page, '02:01', 'Are you still there?');
  await expect(attract(page)).toBeVisible();
});

test('the screen that waits is not asked whether anybody is there', async ({ terminal: _, demo, page }) => {
  await page.clock.install();
  await waits(page, demo.url);
  await page.clock.runFor('10:00');
  await expect(question(page)).toHaveCount(0);
});

test('a server that is away keeps nobody from being asked, and the tablet begins anew when it is back', async ({
  terminal: _,
  demo,
  page,
  context,
  witness,
}) => {
  witness.expectComplaint(/ERR_INTERNET_DISCONNECTED/);
  await page.clock.install();
  await waits(page, demo.url);
  await page.locator('[data-start]').click();
  await tile(page, 'Tee').click();
  await expect(page.locator('[data-pay]')).toBeEnabled();
  await context.setOffline(true);
  await isLeftAlone(page, '02:01', 'Are you still there?');
  await expect(page.locator('[data-line]')).toHaveCount(1);
  await context.setOffline(false);
  await page.clock.runFor('00:10');
  await expect(attract(page)).toBeVisible();
});

test('a paid sale is asked about in its customer\u2019s language, and nothing of it is left for the next one', async ({
  terminal,
  demo,
  sandbox,
  page,
}) => {
  await page.clock.install();
  await waits(page, demo.url);
  await orders(page, 'Suomi');
  await sandbox.pay(await terminal.invoice());
  await terminal.shows('paid');
  await expect(page.locator('.receipt img')).toBeVisible();
  await page.clock.runFor('01:01');
  await expect(question(page)).toContainText(pageText('counter', 'fi', 'still_there'));
  await question(page).getByRole('button').click();
  await expect(question(page)).toBeHidden();
  await terminal.shows('paid');
  await expect(page.getByText(text('fi', 'paid')).first()).toBeVisible();
  await isLeftAlone(page, '01:01', pageText('counter', 'fi', 'still_there'));
  await expect(attract(page)).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en-GB');
  await page.goBack();
  await expect(page.locator('.receipt')).toHaveCount(0);
});

test('a code that nobody pays makes room, and its sale is still watched', async ({ terminal, demo, sandbox, page }) => {
  await page.clock.install();
  await waits(page, demo.url);
  await orders(page);
  const invoice = await terminal.invoice();
  await page.clock.runFor('02:30');
  await expect(question(page)).toBeHidden();
  await isLeftAlone(page, '00:31', 'Are you still there?');
  await expect(attract(page)).toBeVisible();
  await sandbox.pay(invoice);
  // Between two customers the staff are called.
  await expect(async () => {
    await page.clock.runFor('00:16');
    await expect(page.locator('[data-alarms]')).toHaveText('A payment needs a decision', { timeout: 1_000 });
  }).toPass();
  await page.locator('[data-start]').click();
  await expect(page.locator('[data-alarms]')).toHaveCount(0);
});

test('every other end makes room, too', async ({ terminal, demo, page, sandbox, witness }) => {
  witness.expectComplaint(/404 \(Not Found\) .*\/checkout\//);
  await page.clock.install();
  await waits(page, demo.url);
  for (const end of ['failed', 'blocked', 'cancelled', 'unknown'] as const) {
    if (end === 'failed') await sandbox.script('create_attempt', { kind: 'invoice_amount' });
    if (end === 'blocked') await sandbox.script('create_attempt', { kind: 'block' });
    if (end === 'unknown') await page.goto(`${demo.url}/checkout/75099bcf-22d5-43f9-8976-b7c5692eaa85`);
    else await orders(page);
    if (end === 'cancelled') {
      await terminal.invoice();
      await terminal.cancel();
    }
    await terminal.shows(end);
    await isLeftAlone(page, '01:01', 'Are you still there?');
    await expect(attract(page)).toBeVisible();
  }
});

test('nobody is asked to serve the next customer', async ({ terminal, demo, page, sandbox }) => {
  await waits(page, demo.url);
  await orders(page);
  await terminal.invoice();
  await expect(terminal.serveNext).toHaveCount(0);
  await sandbox.show(await sandbox.onlySession(), { status: 'funding-received' });
  await terminal.shows('confirming');
  await expect(terminal.serveNext).toHaveCount(0);
});

test.describe('the staff', () => {
  test.use({ settings: { KIOSK_DEMO_PINS: 'true' } });

  /** The shop's name, which is held for as long as it takes. */
  async function hold(page: Page): Promise<void> {
    await page.locator('[data-door]').hover();
    await page.mouse.down();
    await page.clock.runFor(1_600);
  }

  test('come in by holding the shop\u2019s name, with a PIN', async ({ terminal: _, demo, page }) => {
    await page.clock.install();
    await waits(page, demo.url);
    const door = page.getByRole('button', { name: 'Mion Kiosk – staff: press and hold' });
    await door.click();
    await page.clock.runFor('00:05');
    await expect(attract(page)).toBeVisible();
    await hold(page);
    await page.waitForURL('**/pin?next=/staff');
    await page.getByRole('button', { name: CASHIER.name }).click();
    await page.getByLabel('PIN').fill(CASHIER.pin);
    await page.getByRole('button', { name: 'Enter' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Staff');
  });

  test('come in by a keyboard, too', async ({ terminal: _, demo, page }) => {
    await waits(page, demo.url);
    await page.locator('[data-door]').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/pin?next=/staff');
  });

  test('come in from a sale, which goes on', async ({ terminal, demo, page, sandbox }) => {
    await page.clock.install();
    await waits(page, demo.url);
    await orders(page);
    const invoice = await terminal.invoice();
    await hold(page);
    await page.waitForURL('**/pin?next=/staff');
    await sandbox.pay(invoice);
    await page.goto(demo.url);
    await expect(async () => {
      await page.clock.runFor('00:16');
      await expect(page.locator('[data-alarms]')).toHaveCount(1, { timeout: 1_000 });
    }).toPass();
  });
});
