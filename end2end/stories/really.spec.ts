/** An amount that is unusual in the shop is asked about, and nothing that is typed by accident is charged. */

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

test('a scanner that types 200 digits charges nothing', async ({ terminal, page, sandbox }) => {
  await terminal.openKeypad();
  await page.keyboard.type(`${'4006381333931'.repeat(16).slice(0, 200)}\n`);
  await expect(terminal.charge).toBeDisabled();
  await page.keyboard.type('4006381333931\n4006381333931\n');
  await expect(terminal.charge).toBeDisabled();
  await page.keyboard.press('Escape');

  // Eight digits and Enter, twice: a question is asked, and its safe answer is what Enter means.
  await page.keyboard.type('00124000\n');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.type('00124000\n');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(terminal.amount).toHaveText('€1,240.00');
  expect(await sandbox.sessions()).toHaveLength(0);
  expect(new URL(page.url()).pathname).toBe('/');
});
