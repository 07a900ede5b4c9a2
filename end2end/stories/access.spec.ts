/** For whoever uses a keyboard alone, listens to the screen, needs it four times as large, or is made ill by what moves. */

import { expect, test } from '../harness/server';
import { cutOff } from '../harness/sight';

test('a sale begins, is read out and is called off by keyboard alone', async ({ terminal, page }) => {
  await terminal.openKeypad();
  await page.keyboard.type('1250');
  await page.keyboard.press('Enter');
  await terminal.invoice();
  await expect(terminal.screen).toBeFocused();
  await expect(terminal.screen.getByRole('status').first()).toHaveText('The code is ready to be scanned.');

  // Everything there is to do comes in its turn.
  const reached: string[] = [];
  for (let press = 0; press < 12; press++) {
    await page.keyboard.press('Tab');
    reached.push(await page.evaluate(() => document.activeElement?.textContent?.trim() ?? ''));
  }
  for (const name of ['Copy invoice', 'Serve next customer', 'Cancel sale']) {
    expect(reached.some((text) => text.startsWith(name)), `${name} in ${reached.join(' | ')}`).toBe(true);
  }
  await page.locator('[data-cancel]').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-keep]')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await terminal.shows('cancelled');
  await expect(terminal.newSale).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(terminal.amount).toHaveText('€0.00');
});

test.describe('four times as large', () => {
  // What 1280 by 1024 becomes at 400 %.
  test.use({ viewport: { width: 320, height: 256 } });

  test('nothing is cut off, and everything can be reached by scrolling down', async ({ terminal, page, sandbox }) => {
    await terminal.openKeypad();
    expect(await cutOff(page), 'keypad').toEqual([]);
    await terminal.tap('1250');
    await terminal.charge.click();
    const invoice = await terminal.invoice();
    expect(await cutOff(page), 'checkout').toEqual([]);
    await page.locator('[data-cancel]').scrollIntoViewIfNeeded();
    await expect(page.locator('[data-cancel]')).toBeInViewport();
    await sandbox.pay(invoice);
    await terminal.shows('paid');
    expect(await cutOff(page), 'paid').toEqual([]);
  });
});

test.describe('without motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('nothing moves but the clocks', async ({ terminal, page, sandbox }) => {
    const invoice = await terminal.sellUntilInvoice('1250');
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    await sandbox.pay(invoice);
    await terminal.shows('paid');
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  });
});
