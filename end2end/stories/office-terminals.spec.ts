/** Tablets come and go: invited by a code, paired with one tap, renamed, locked, removed. */

import type { Browser } from '@playwright/test';
import { BackOffice } from '../harness/back-office';
import { scan } from '../harness/decoders';
import { expect, test } from '../harness/server';
import { fitsAFinger } from '../harness/staff';
import { Terminal } from '../harness/terminal';
import type { Witness } from '../harness/witness';

/** A browser that nobody has paired yet. */
async function stranger(browser: Browser, witness: Witness, url: string): Promise<Terminal> {
  const context = await browser.newContext();
  witness.watch(context);
  return new Terminal(await context.newPage(), url);
}

test('a tablet is paired by the code on the owner’s screen, and is removed again', async ({ terminal, page, browser, witness }) => {
  witness.expectComplaint(/the server responded with a status of 4\d\d/);
  await terminal.openKeypad();
  const office = new BackOffice(page, terminal.url);
  await office.signIn();
  await office.go('Terminals');
  await expect(office.row('terminals', 'Terminal 1')).toContainText('In use');
  await page.getByLabel('Name').fill('Terrace');
  await page.getByRole('button', { name: 'Show its pairing code' }).click();
  const code = (await page.locator('[data-code]').getAttribute('data-code')) as string;
  expect(code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ2345]{8}$/);
  const address = await scan(page);
  expect(address).toBe(`${terminal.url}/pair?code=${code}`);
  await fitsAFinger(page);

  const tablet = await stranger(browser, witness, terminal.url);
  await tablet.page.goto(address);
  await expect(tablet.page.getByLabel('Pairing code')).toHaveValue(code);
  await fitsAFinger(tablet.page);
  await tablet.page.getByRole('button', { name: 'Pair this tablet' }).click();
  await tablet.answersToTaps();
  await expect(tablet.amount).toHaveText('€0.00');

  await page.getByRole('link', { name: 'Done' }).click();
  await office.row('terminals', 'Terrace').getByRole('link').click();
  await expect(page.locator('[data-standing="paired"]')).toBeVisible();
  await page.getByLabel('Name').fill('Garden');
  await page.getByRole('button', { name: 'Rename' }).click();
  await expect(office.heading).toHaveText('Garden');

  await page.getByRole('button', { name: 'Lock' }).click();
  await expect(office.said).toContainText('locked');
  await tablet.page.goto(tablet.url);
  await expect(tablet.page.getByRole('heading', { level: 1 })).toHaveText('This tablet is locked');
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(office.said).toContainText('in use again');
  await tablet.openKeypad();

  await page.getByRole('link', { name: 'Remove…' }).click();
  await expect(office.heading).toHaveText('Remove Garden?');
  await fitsAFinger(page);
  await page.getByRole('button', { name: 'Remove it' }).click();
  await expect(office.said).toContainText('removed');
  await tablet.page.goto(tablet.url);
  await expect(tablet.page.getByRole('heading', { level: 1 })).toHaveText('This tablet was removed');
  await tablet.page.getByRole('link', { name: 'Pair it again' }).click();
  await expect(tablet.page.getByLabel('Pairing code')).toBeFocused();
});

test('a code that is none is refused, and stays to be looked at', async ({ terminal, browser, witness }) => {
  witness.expectComplaint(/the server responded with a status of 4\d\d/);
  await terminal.openKeypad();
  const { page, url } = await stranger(browser, witness, terminal.url);
  await page.goto(url);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Pair this tablet');
  await page.getByLabel('Pairing code').fill('BCDF-GHJK');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-refused]')).toBeFocused();
  await expect(page.getByLabel('Pairing code')).toHaveValue('BCDF-GHJK');
});
