/** What happens when the money is there: a sound, perhaps a voice, once; and then the tablet stays or goes back. */

import type { Page } from '@playwright/test';
import { Office } from '../harness/office';
import { expect, test } from '../harness/server';

interface Heard {
  notes: number;
  said: string[];
  buzzes: number;
}

/** Listens to all that the page does to be heard. */
async function listen(page: Page): Promise<() => Promise<Heard>> {
  await page.addInitScript(() => {
    const heard = { notes: 0, said: [] as string[], buzzes: 0 };
    (window as unknown as { heard: typeof heard }).heard = heard;
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...when) {
      heard.notes += 1;
      start.apply(this, when);
    };
    speechSynthesis.speak = (spoken) => void heard.said.push(`${spoken.lang}: ${spoken.text}`);
    navigator.vibrate = () => {
      heard.buzzes += 1;
      return true;
    };
  });
  return () => page.evaluate(() => (window as unknown as { heard: Heard }).heard);
}

/** Sets this tablet as its staff would. */
async function set(page: Page, options: object): Promise<void> {
  await page.addInitScript((text) => localStorage.setItem('tablet', text), JSON.stringify(options));
}

test('a payment sounds once, however often its screen is loaded', async ({ terminal, sandbox, page }) => {
  const heard = await listen(page);
  await sandbox.pay(await terminal.sellUntilInvoice('1250'));
  await terminal.shows('paid');
  await expect.poll(heard).toEqual({ notes: 2, said: [], buzzes: 1 });
  await page.reload();
  await terminal.answersToTaps();
  await page.locator('[data-code]').click();
  await expect(page.locator('.paid-quiet')).toBeEmpty();
  expect(await heard()).toEqual({ notes: 0, said: [], buzzes: 0 });

  await terminal.newSale.click();
  await terminal.tap('300');
  await terminal.charge.click();
  await sandbox.pay(await terminal.invoice());
  await terminal.shows('paid');
  await expect.poll(heard).toEqual({ notes: 2, said: [], buzzes: 1 });
});

test('a payment sounds after a tap on the page before, too', async ({ terminal, sandbox, page, demo }) => {
  const heard = await listen(page);
  const office = await Office.ofDemo(demo.url);
  await office.items('name;price;vat;category;code;offer\nTee;2,80;19;Drinks;;');
  await office.selling('catalogue', true);
  await set(page, { speak: true });
  await page.goto(demo.url);
  await page.locator('.goods').click();
  await page.locator('[data-pay]').click();
  await page.locator('[data-tip="none"]').click();
  await sandbox.pay(await terminal.invoice());
  await terminal.shows('paid');
  await expect.poll(heard).toEqual({ notes: 2, said: ['en-GB: Paid: 2.80 euros'], buzzes: 1 });
  await expect(page.locator('.paid-quiet')).toBeEmpty();
});

test('a browser that wants a tap on this page says so, and the payment sounds with it', async ({ terminal, sandbox, page }) => {
  const heard = await listen(page);
  await page.addInitScript(() => {
    let isTapped = false;
    for (const tap of ['click', 'keydown']) addEventListener(tap, () => (isTapped = true), true);
    window.AudioContext = class extends AudioContext {
      override get state() {
        return isTapped ? super.state : 'suspended';
      }

      override resume() {
        return isTapped ? super.resume() : new Promise<void>(() => undefined);
      }
    };
  });
  await terminal.sellUntilInvoice('1250');
  await page.reload();
  await sandbox.pay(await terminal.invoice());
  await terminal.shows('paid');
  await expect(page.locator('.paid-quiet')).toHaveText('Sound is off until the first tap.');
  expect((await heard()).notes).toBe(0);
  await page.locator('[data-code]').click();
  await expect.poll(async () => (await heard()).notes).toBe(2);
  await expect(page.locator('.paid-quiet')).toBeEmpty();
});

test('the amount is spoken where the shop wants it', async ({ terminal, sandbox, page }) => {
  const heard = await listen(page);
  await set(page, { chime: false, speak: true, vibrate: false });
  await sandbox.pay(await terminal.sellUntilInvoice('1250'));
  await terminal.shows('paid');
  await expect.poll(heard).toEqual({ notes: 0, said: ['en-GB: Paid: 12.50 euros'], buzzes: 0 });
});

test('a browser that stays mute is told so quietly, and the sale is paid all the same', async ({ terminal, sandbox, page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'AudioContext', {
      value: class {
        constructor() {
          throw new DOMException('no', 'NotAllowedError');
        }
      },
    });
  });
  await sandbox.pay(await terminal.sellUntilInvoice('1250'));
  await terminal.shows('paid');
  await expect(page.locator('.paid-quiet')).toHaveText(/no sound/i);
});

test('a tablet that goes back shows how soon, and is at the keypad then', async ({ terminal, sandbox, page }) => {
  await set(page, { returnSeconds: 2 });
  await sandbox.pay(await terminal.sellUntilInvoice('1250'));
  await terminal.shows('paid');
  await expect(page.getByRole('progressbar')).toBeVisible();
  await expect(page.locator('[data-screen="keypad"]')).toBeVisible();
  await expect(terminal.amount).toHaveText('€0.00');
});

test('whoever touches a tablet that goes back has all of the time again', async ({ terminal, sandbox, page }) => {
  await set(page, { returnSeconds: 60 });
  await sandbox.pay(await terminal.sellUntilInvoice('1250'));
  await terminal.shows('paid');
  const goneMs = () => page.getByRole('progressbar').evaluate((bar) => (bar as HTMLProgressElement).value);
  await expect.poll(goneMs).toBeGreaterThan(2_000);
  await page.locator('[data-code]').click();
  await expect.poll(goneMs, { intervals: [50] }).toBeLessThan(2_000);
});

test('a tablet that stays, stays', async ({ terminal, sandbox, page }) => {
  await page.clock.install();
  await sandbox.pay(await terminal.sellUntilInvoice('1250'));
  await terminal.shows('paid');
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await page.clock.runFor('05:00');
  await terminal.shows('paid');
});

test('whatever stands in the storage, or none at all, does no harm', async ({ terminal, sandbox, page, anotherTerminal }) => {
  await set(page, { chime: 'yes', speak: 1, returnSeconds: -5, paper: '<b>' });
  const other = await anotherTerminal();
  await other.page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException('no', 'SecurityError');
        },
      });
    }
  });
  for (const each of [terminal, other]) {
    await sandbox.pay(await each.sellUntilInvoice('1250'));
    await each.shows('paid');
    await expect(each.page.getByRole('progressbar')).toHaveCount(0);
    await each.newSale.click();
    await expect(each.amount).toHaveText('€0.00');
  }
});
