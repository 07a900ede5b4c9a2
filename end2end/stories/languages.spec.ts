/** The kiosk in other languages: the shop's on every screen, the customer's for one sale, and one from right to left. */

import type { Page } from '@playwright/test';
import { languages, text } from '../harness/locales';
import { expect, test } from '../harness/server';
import { cutOff, words } from '../harness/sight';
import { Terminal } from '../harness/terminal';

/** Keys an amount in and opens the sale, whatever the language. */
async function sell(page: Page, url: string, keys: string): Promise<Terminal> {
  const terminal = new Terminal(page, url);
  await page.goto(url);
  await terminal.answersToTaps();
  await terminal.tap(keys);
  await terminal.charge.click();
  return terminal;
}

for (const { code, tag } of languages) {
  test.describe(`in ${code}`, () => {
    test.use({ locale: tag });

    test('keypad and checkout are whole', async ({ terminal, page, sandbox }) => {
      await page.goto(terminal.url);
      await terminal.answersToTaps();
      await expect(page.locator('html')).toHaveAttribute('lang', tag);
      await expect(page.locator('html')).toHaveAttribute('dir', 'ltr');
      await expect(page.getByText(text(code, 'enter_amount'))).toBeVisible();
      expect(await cutOff(page), 'the empty keypad').toEqual([]);
      await terminal.tap('12+99999999');
      expect(await cutOff(page), 'the keypad with a reason').toEqual([]);

      await sell(page, terminal.url, '123456');
      const invoice = await terminal.invoice();
      await expect(page.getByText(text(code, 'scan'))).toBeVisible();
      expect(await cutOff(page), 'the checkout').toEqual([]);
      await page.locator('[data-cancel]').click();
      await expect(page.getByRole('dialog', { name: text(code, 'cancel_question') })).toBeVisible();
      expect(await cutOff(page), 'the question').toEqual([]);
      await page.keyboard.press('Escape');
      await sandbox.pay(invoice);
      await terminal.shows('paid');
      await expect(terminal.paid).toContainText(text(code, 'paid'));
      expect(await cutOff(page), 'paid').toEqual([]);
    });
  });
}

test('the customer chooses a language for this sale alone', async ({ terminal, page, sandbox }) => {
  const invoice = await terminal.sellUntilInvoice('123450');
  const language = page.getByRole('combobox', { name: 'Language' });
  await expect(language).toHaveValue('en-GB');
  const box = await language.boundingBox();
  expect(box?.height ?? 0).toBeGreaterThanOrEqual(56);
  expect(await language.locator('option').allInnerTexts()).toEqual(languages.map(({ name }) => name).sort((a, b) => a.localeCompare(b)));

  // By keyboard alone, and the focus stays.
  await language.focus();
  await language.selectOption('fi');
  await expect(page.locator('html')).toHaveAttribute('lang', 'fi');
  await expect(page.getByRole('combobox', { name: 'Kieli' })).toBeFocused();
  await expect(page.getByText(text('fi', 'scan'))).toBeVisible();
  await expect(page.locator('[data-total]')).toHaveText('1\u00a0234,50\u00a0€');
  expect(await terminal.invoice()).toBe(invoice);
  // What is said to the staff stays in theirs.
  await expect(terminal.serveNext).toHaveAttribute('lang', 'en-GB');

  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'fi');
  await expect(page.getByText(text('fi', 'scan'))).toBeVisible();

  await sandbox.pay(invoice);
  await terminal.shows('paid');
  await expect(terminal.paid).toContainText(text('fi', 'paid'));
  await page.locator('[data-new-sale]').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en-GB');
  await expect(terminal.amount).toHaveText('€0.00');

  await terminal.tap('100');
  await terminal.charge.click();
  await terminal.invoice();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en-GB');
  await expect(page.getByRole('combobox', { name: 'Language' })).toHaveValue('en-GB');
});

test('a language that cannot be loaded changes nothing', async ({ terminal, page, witness }) => {
  const invoice = await terminal.sellUntilInvoice('100');
  await page.route('**/pkg/pl.*.txt', (route) => route.abort());
  witness.expectComplaint(/ERR_FAILED/);
  const language = page.getByRole('combobox', { name: 'Language' });
  await language.selectOption('pl');
  await expect(language).toHaveValue('en-GB');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en-GB');
  expect(await terminal.invoice()).toBe(invoice);
});

test.describe('the shop speaks Polish', () => {
  test.use({ locale: 'de', settings: { KIOSK_LANGUAGE: 'pl' } });

  test('whatever the tablet was set up in', async ({ terminal, page }) => {
    await page.goto(terminal.url);
    await terminal.answersToTaps();
    await expect(page.locator('html')).toHaveAttribute('lang', 'pl');
    await expect(terminal.amount).toHaveText('0,00\u00a0€');
    await expect(page.getByText(text('pl', 'enter_amount'))).toBeVisible();
  });
});

test.describe('from right to left', () => {
  test.use({ settings: { KIOSK_LANGUAGE: 'ar-XB', MION_SESSION_SECONDS: '20' } });

  /** Codes, names of shop and wallet, and amounts are nobody's language. */
  const APART = '.header-shop, [data-code], [data-total], [data-bitcoin], [data-amount], .display-sum, [data-charge], select';

  async function isWhole(page: Page, what: string): Promise<void> {
    const english = (await words(page, APART)).filter((text) => /[A-Za-z]{2}/.test(text.replace(/\b(Mion|Terminal \d|[A-Z0-9]{6})\b/g, '')));
    expect(english, `${what}: words that are not translated`).toEqual([]);
    expect(await cutOff(page), what).toEqual([]);
  }

  test('every screen mirrors, and nothing is left untranslated', async ({ terminal, page, sandbox, witness }) => {
    test.slow();
    // The last page is of a sale that does not exist.
    witness.expectComplaint(/404/);
    await page.goto(terminal.url);
    await terminal.answersToTaps();
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
    await isWhole(page, 'keypad');
    const shop = await page.locator('.header-shop').boundingBox();
    const lights = await page.locator('.lights').boundingBox();
    expect(shop?.x ?? 0, 'the header mirrors').toBeGreaterThan(lights?.x ?? 0);
    // Digits stand as on every keypad.
    const [one, three] = [await terminal.key('1').boundingBox(), await terminal.key('3').boundingBox()];
    expect(one?.x ?? 0).toBeLessThan(three?.x ?? 0);
    await terminal.tap('99999999');
    await isWhole(page, 'above the limit');

    await sandbox.script('create_session', { kind: 'delay', ms: 5_000 });
    await sell(page, terminal.url, '1250');
    await terminal.shows('opening');
    await isWhole(page, 'opening');
    await terminal.invoice();
    await isWhole(page, 'checkout');
    await page.locator('[data-cancel]').click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await isWhole(page, 'the question');
    await page.locator('[data-confirm-cancel]').click();
    await terminal.shows('cancelled');
    await isWhole(page, 'cancelled');

    await sell(page, terminal.url, '1250');
    const late = await terminal.invoice();
    await terminal.shows('expired', 40_000);
    await isWhole(page, 'expired');
    await sandbox.pay(late, { late: true });
    await terminal.shows('paid-late');
    await expect(terminal.banner).toBeVisible();
    await isWhole(page, 'paid late');

    await sell(page, terminal.url, '1250');
    await sandbox.pay(await terminal.invoice());
    await terminal.shows('paid');
    await isWhole(page, 'paid');
    await page.goto(`${terminal.url}/checkout/75099bcf-22d5-43f9-8976-b7c5692eaa85`);
    await terminal.shows('unknown');
    await isWhole(page, 'unknown');
  });
});
