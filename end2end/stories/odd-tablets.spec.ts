/** Tablets that are not as one would wish: smaller, larger, forgetful, or with a wrong clock. They sell. */

import type { Locator, Page } from '@playwright/test';
import { Office } from '../harness/office';
import { expect, test } from '../harness/server';
import { cutOff } from '../harness/sight';

const ITEMS = ['name;price;vat;category;code;offer', 'Café au lait;3,50;19;Drinks;;', 'Zimtschnecke;2,40;7;Food;;', 'Mug;14,00;19;To take along;;'].join('\n');

/** Nothing is cut off or beside the screen, and what is to be done next is on it without scrolling. */
async function fits(page: Page, ...next: Locator[]): Promise<void> {
  for (const one of next) await expect(one).toBeInViewport({ ratio: 1 });
  expect(await cutOff(page), page.url()).toEqual([]);
}

for (const [inches, viewport] of [
  ['7', { width: 1024, height: 600 }],
  ['13', { width: 1366, height: 1024 }],
] as const) {
  test.describe(`on a tablet of ${inches} inches`, () => {
    test.use({ viewport });

    test('a sale fits, from the keypad to its end', async ({ terminal, sandbox, page }) => {
      await terminal.openKeypad();
      await terminal.tap('124050');
      await fits(page, terminal.charge, terminal.key('0'), terminal.amount);
      await terminal.charge.click();
      const invoice = await terminal.invoice();
      await fits(page, terminal.qr, page.locator('[data-countdown]'), page.locator('[data-cancel]'), terminal.serveNext);
      await terminal.qr.click();
      await fits(page, page.locator('[data-countdown]'));
      await page.keyboard.press('Escape');
      await sandbox.pay(invoice);
      await terminal.shows('paid');
      await fits(page, terminal.newSale, page.locator('[data-paid-time]'));
      await terminal.sellUntilInvoice('300');
      await terminal.cancel();
      await terminal.shows('cancelled');
      await fits(page, terminal.newSale);
      await page.goto(`${terminal.url}/staff/sales`);
      await fits(page, page.locator('[data-list="last"] a').first());
      await page.goto(`${terminal.url}/staff/self-test`);
      await fits(page);
    });

    test('so does a cart, and the way a customer takes on their own', async ({ terminal, demo, page }) => {
      const office = await Office.ofDemo(demo.url);
      await office.items(ITEMS);
      await office.selling('self-service', false);
      await page.goto(demo.url);
      await fits(page, page.locator('[data-start]'));
      await page.locator('[data-start]').click();
      await page.locator('.goods').first().click();
      await page.locator('[data-pay]').click();
      await terminal.invoice();
      await fits(page, terminal.qr, page.locator('[data-countdown]'));
      await office.selling('catalogue', true);
      await page.goto(`${demo.url}/catalogue`);
      await page.locator('.goods').first().click();
      await expect(page.locator('[data-line]')).toHaveCount(1);
      await fits(page, page.locator('[data-pay]'));
      await page.locator('[data-pay]').click();
      await fits(page, page.locator('[data-tip="none"]'));
    });
  });
}

test('a browser that keeps nothing sells items', async ({ terminal, demo, sandbox, page }) => {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        },
      });
    }
  });
  const office = await Office.ofDemo(demo.url);
  await office.items(ITEMS);
  await office.selling('catalogue', true);
  await page.goto(`${demo.url}/catalogue`);
  await page.locator('.goods').first().click();
  await expect(page.locator('[data-line]')).toHaveCount(1);
  await page.locator('[data-pay]').click();
  await page.locator('[data-tip="none"]').click();
  await sandbox.pay(await terminal.invoice());
  await terminal.shows('paid');
  await terminal.newSale.click();
  await expect(page.getByText('Nothing in the cart yet.')).toBeVisible();
});

for (const [wrong, days] of [['a week ahead', 7], ['years behind', -3_000]] as const) {
  test(`a tablet whose clock is ${wrong} shows the time that is left, and sells`, async ({ terminal, sandbox, page }) => {
    await page.addInitScript((days) => {
      const now = Date.now;
      Date.now = () => now() + days * 86_400_000;
      window.Date = new Proxy(Date, {
        construct: (real, given) => (given.length === 0 ? new real(Date.now()) : Reflect.construct(real, given)),
      });
    }, days);
    const invoice = await terminal.sellUntilInvoice('1250');
    const seconds = await terminal.secondsShown();
    expect(seconds).toBeGreaterThan(30);
    expect(seconds).toBeLessThan(60 * 60);
    await sandbox.pay(invoice);
    await terminal.shows('paid');
    await expect(terminal.paid).toContainText('€12.50');
  });
}
