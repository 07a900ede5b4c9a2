/** The tablet itself: a screen that stays on and is filled, and what is said where a browser will not have it. */

import type { Page } from '@playwright/test';
import { BackOffice, CASHIER } from '../harness/back-office';
import { expect, test } from '../harness/server';

/** What the third light says. */
const light = (page: Page) => page.locator('.tablet-light');

/** Puts a stand-in in the place of the browser's wake lock, which counts and can be taken back. */
async function standInForWakeLock(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const world = window as unknown as { asked: number; takeBack: () => void };
    world.asked = 0;
    Object.defineProperty(navigator, 'wakeLock', {
      value: {
        request: async () => {
          world.asked += 1;
          const lock = new EventTarget();
          world.takeBack = () => lock.dispatchEvent(new Event('release'));
          return lock;
        },
      },
    });
  });
}

test('the screen stays on, and is asked to again when the browser took that back', async ({ terminal, page }) => {
  await standInForWakeLock(page);
  await terminal.openKeypad();
  await expect(light(page)).toHaveAttribute('data-wake', 'held');
  await page.evaluate(() => (window as unknown as { takeBack: () => void }).takeBack());
  await expect(light(page)).toHaveAttribute('data-wake', 'released');
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect(light(page)).toHaveAttribute('data-wake', 'held');
  await terminal.tap('12');
  expect(await page.evaluate(() => (window as unknown as { asked: number }).asked)).toBe(2);
});

test('a tap asks again where the browser wanted one', async ({ terminal, page }) => {
  await page.addInitScript(() => {
    let tapped = false;
    addEventListener('pointerup', () => (tapped = true), true);
    const request = async () => {
      if (!tapped) throw new DOMException('a tap first', 'NotAllowedError');
      return new EventTarget();
    };
    Object.defineProperty(navigator, 'wakeLock', { value: { request } });
  });
  await terminal.openKeypad();
  await expect(light(page)).toHaveAttribute('data-wake', 'denied');
  await terminal.tap('1');
  await expect(light(page)).toHaveAttribute('data-wake', 'held');
});

for (const [why, arrange, state, words] of [
  [
    'refuses',
    () => {
      const request = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
      Object.defineProperty(navigator, 'wakeLock', { value: { request } });
      Object.defineProperty(navigator, 'getBattery', { value: undefined });
    },
    'denied',
    /does not let the kiosk keep it on/i,
  ],
  [
    'saves its battery',
    () => {
      const request = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
      Object.defineProperty(navigator, 'wakeLock', { value: { request } });
      Object.defineProperty(navigator, 'getBattery', { value: async () => ({ charging: false, level: 0.1 }) });
    },
    'battery',
    /battery is low/i,
  ],
  [
    'is too old',
    () => Object.defineProperty(navigator, 'wakeLock', { value: undefined }),
    'unsupported',
    /cannot keep it on/i,
  ],
  [
    'has no HTTPS',
    () => Object.defineProperty(window, 'isSecureContext', { value: false }),
    'insecure',
    /needs HTTPS/i,
  ],
] as const) {
  test(`a browser that ${why} is told so, and sells`, async ({ terminal, page, sandbox }) => {
    await page.addInitScript(arrange);
    await terminal.openKeypad();
    await expect(light(page)).toHaveAttribute('data-wake', state);
    await light(page).click();
    await expect(page.getByRole('dialog')).toContainText(words);
    await page.getByRole('button', { name: 'Close' }).click();
    await terminal.tap('500');
    await terminal.charge.click();
    await sandbox.pay(await terminal.invoice());
    await terminal.shows('paid');
  });
}

test('one tap fills the screen, and the way there is gone then', async ({ terminal, page }) => {
  await terminal.openKeypad();
  const enter = page.getByRole('button', { name: 'Full screen' });
  await enter.click();
  await expect.poll(() => page.evaluate(() => document.fullscreenElement === document.documentElement)).toBe(true);
  await expect(enter).toBeHidden();
  await light(page).click();
  await expect(page.getByRole('dialog')).toContainText('fills the screen');
  await page.getByRole('button', { name: 'Close' }).click();
  await page.evaluate(() => document.exitFullscreen());
  await expect(enter).toBeVisible();
});

test('a screen that was filled is filled again at the next tap, until the kiosk is left', async ({ terminal, page }) => {
  const isFull = () => page.evaluate(() => document.fullscreenElement === document.documentElement);
  await terminal.openKeypad();
  await page.getByRole('button', { name: 'Full screen' }).click();
  await expect.poll(isFull).toBe(true);
  await page.reload();
  await terminal.answersToTaps();
  await expect(page.getByRole('button', { name: 'Full screen' })).toBeVisible();
  await terminal.tap('1');
  await expect.poll(isFull).toBe(true);

  await page.goto(`${terminal.url}/staff`);
  await page.getByRole('link', { name: 'Leave the kiosk' }).click();
  await page.locator('[data-leave] .is-main').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The kiosk is left');
  await page.locator('main').getByRole('link', { name: 'Back to the kiosk' }).click();
  await terminal.answersToTaps();
  await terminal.tap('12');
  await expect(terminal.amount).toHaveText('€0.12');
  expect(await isFull()).toBe(false);
});

test.describe('where PINs are asked for', () => {
  test.use({ settings: { KIOSK_DEMO_PINS: 'true' } });

  test('nobody leaves the kiosk without one, and the audit log says who did', async ({ terminal, page, demo, anotherTerminal }) => {
    await terminal.openKeypad();
    await page.goto(`${demo.url}/staff/leave`);
    await page.waitForURL('**/pin?next=/staff/leave');
    await page.getByRole('button', { name: CASHIER.name }).click();
    await page.getByLabel('PIN').fill(CASHIER.pin);
    await page.getByRole('button', { name: 'Enter' }).click();
    await page.locator('[data-leave] .is-main').click();
    await expect(page.locator('[data-left]')).toBeVisible();

    const office = new BackOffice((await anotherTerminal()).page, demo.url);
    await office.signIn('/audit');
    await expect(office.page.locator('main li, main tr').filter({ hasText: 'Kiosk left' }).first()).toContainText(CASHIER.name);
  });
});

test('a browser that cannot fill the screen offers no way to it', async ({ terminal, page }) => {
  await page.addInitScript(() => {
    for (const name of ['fullscreenEnabled', 'webkitFullscreenEnabled']) Object.defineProperty(document, name, { value: false });
  });
  await terminal.openKeypad();
  await expect(light(page)).toHaveAttribute('data-full', 'unsupported');
  await expect(page.getByRole('button', { name: 'Full screen' })).toBeHidden();
});

test("a customer's screen has no way out of the window", async ({ terminal, page }) => {
  await terminal.sellUntilInvoice('1250');
  await expect(light(page)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Full screen' })).toBeHidden();
});

test('the tablet speaks the language of the page, and follows it', async ({ terminal, page }) => {
  await terminal.sellUntilInvoice('1250');
  await expect(light(page)).toContainText('Screen');
  await page.getByRole('combobox', { name: 'Language' }).selectOption('de');
  await expect(light(page)).toContainText('Bildschirm');
  await light(page).click();
  await expect(page.getByRole('dialog')).toContainText('Die Kasse läuft in einem Fenster.');
  await page.getByRole('button', { name: 'Schließen' }).click();
  await page.getByRole('combobox', { name: 'Sprache' }).selectOption('en-GB');
  await expect(light(page)).toContainText('Screen');
  await expect(light(page)).toHaveCount(1);
});
