/** An amount that is unusual in the shop is asked about, and nothing that is typed by accident is charged. */

import type { Page } from '@playwright/test';
import { expect, test } from '../harness/server';

test.use({ settings: { KIOSK_ASK_ABOVE_MINOR: '100000' } });

test('a large amount is asked about, and charged when it is meant', async ({ terminal, page, sandbox }) => {
  await terminal.openKeypad();
  await terminal.tap('99999');
  await terminal.charge.click();
  await terminal.invoice();

  await terminal.openKeypad();
  await terminal.tap('124000');
  await terminal.charge.click();
  const question = page.getByRole('dialog');
  await expect(question).toContainText('Really €1,240.00?');
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(terminal.amount).toHaveText('€1,240.00');
  expect(await sandbox.sessions()).toHaveLength(1);

  await terminal.charge.click();
  await question.getByRole('button', { name: 'Charge €1,240.00' }).click();
  await terminal.invoice();
  expect((await sandbox.sessions()).map(({ amount }) => amount).sort()).toEqual([124000, 99999]);
});

/** What a scanner types: all at once, as no hand does. */
async function scan(page: Page, keys: string[]): Promise<void> {
  await page.evaluate((keys) => {
    for (const key of keys) document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  }, keys);
}

/** As fast as a hand that is quick on the keys. */
const BY_HAND = { delay: 60 };

test('a scanner changes no amount and charges nothing, and says so', async ({ terminal, page, sandbox }) => {
  await terminal.openKeypad();
  await terminal.tap('1250');
  const said = page.locator('[data-refusal]');
  for (const code of ['40063813', '4006381333931', 'ABC-123456', '4006381333931'.repeat(16).slice(0, 200)]) {
    await scan(page, [...code, 'Enter']);
    await expect(said, code).toHaveText('Not charged: a scanner typed that.');
    await expect(terminal.amount, code).toHaveText('€12.50');
  }
  // One that sends no Enter.
  await scan(page, [...'4006381333931']);
  await expect(terminal.amount).toHaveText('€12.50');
  expect(await sandbox.sessions()).toHaveLength(0);

  // The staff go on where they were.
  await page.waitForFunction((since) => performance.now() > since + 300, await page.evaluate(() => performance.now()));
  await page.keyboard.type('+300', BY_HAND);
  await expect(said).toBeEmpty();
  await expect(terminal.amount).toHaveText('€15.50');
  await page.keyboard.press('Enter', BY_HAND);
  await terminal.invoice();
  expect((await sandbox.sessions()).map(({ amount }) => amount)).toEqual([1550]);
});

test('what comes as slowly as from a hand is asked about, and its second Enter is no answer', async ({ terminal, page, sandbox }) => {
  await terminal.openKeypad();
  for (const time of [1, 2]) {
    await page.keyboard.type('00124000\n', BY_HAND);
    await expect(page.getByRole('dialog')).toBeVisible({ visible: time === 1 });
  }
  await expect(terminal.amount).toHaveText('€1,240.00');
  expect(await sandbox.sessions()).toHaveLength(0);
  expect(new URL(page.url()).pathname).toBe('/');
});
