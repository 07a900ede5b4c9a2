/** The back office in other languages: an owner's own, and one from right to left. */

import type { Page } from '@playwright/test';
import { OWNER } from '../harness/back-office';
import { pageText } from '../harness/locales';
import { isWhole, shot } from '../harness/mirrored';
import type { Sandbox } from '../harness/sandbox';
import { expect, test } from '../harness/server';
import type { Terminal } from '../harness/terminal';

/** Sells something for 12.50, however amounts are written. */
async function sell(terminal: Terminal, sandbox: Sandbox): Promise<void> {
  await terminal.page.goto(terminal.url);
  await terminal.answersToTaps();
  await terminal.tap('1250');
  await terminal.charge.click();
  await sandbox.pay(await terminal.invoice());
  await terminal.shows('paid');
}

/** Signs in, whatever language the page is in. */
async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/sign-in?next=/office`);
  await page.locator('[name="name"]').fill(OWNER.name);
  await page.locator('[name="password"]').fill(OWNER.password);
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-today]')).toBeVisible();
}

test.describe('an owner who reads German', () => {
  test.use({ locale: 'de' });

  test('finds the books, the close and the audit log in it', async ({ terminal, sandbox, page }) => {
    const said = (name: string) => pageText('back', 'de', name);
    await sell(terminal, sandbox);
    await signIn(page, terminal.url);
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await expect(page.locator('[data-today]')).toHaveText('12,50\u00a0€');
    await shot(page, 'office-de');
    await page.goto(`${terminal.url}/office/sales`);
    await page.locator('[data-list="sales"] a').first().click();
    await expect(page.locator('.steps')).toContainText(said('told_opened'));
    await shot(page, 'office-sale-de');

    await page.goto(`${terminal.url}/office/close`);
    await page.getByLabel(said('closing_counted')).fill('12,50');
    await page.getByRole('button', { name: said('closing_do') }).click();
    await expect(page.locator('h1')).toHaveText('Abschluss Nr. 1');
    await expect(page.locator('[data-closed]')).toContainText(said('closing_as_expected'));
    await shot(page, 'office-closed-de');

    await page.goto(`${terminal.url}/office/audit`);
    await page.getByLabel(said('look_for')).fill('tag abgeschlossen');
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-entry]')).toHaveCount(1);
    await expect(page.locator('[data-entry]')).toContainText('erwartet: 12,50\u00a0€');
    await shot(page, 'office-audit-de');
  });
});

test.describe('from right to left', () => {
  test.use({ settings: { KIOSK_LANGUAGE: 'ar-XB' } });

  test('the back office mirrors, and nothing is cut off or left untranslated', async ({ terminal, sandbox, page, witness }) => {
    witness.expectComplaint(/422/);
    test.slow();
    await sell(terminal, sandbox);
    await signIn(page, terminal.url);
    const paths = ['', '/sales', '/sales?q=nothing', '/close', '/terminals', '/people', '/settings', '/audit', '/account'];
    for (const list of ['sales', 'terminals', 'people']) {
      await page.goto(`${terminal.url}/office/${list}`);
      paths.push((await page.locator(`[data-list="${list}"] a`).first().getAttribute('href'))?.replace('/office', '') as string);
    }
    paths.push(`${paths.at(-2)}/revoke`);
    for (const path of paths) {
      await page.goto(`${terminal.url}/office${path}`);
      await isWhole(page, `office${path.replace(/[0-9a-f-]{36}/, 'one').replace(/\W/g, '-')}`);
    }
    await page.goto(`${terminal.url}/office/close`);
    await page.locator('[name="counted"]').fill('1');
    await page.locator('[data-do="close"]').click();
    await expect(page.locator('[data-refused]')).toBeVisible();
    await isWhole(page, 'office-close-refused');
    await page.locator('[name="reason"]').fill('€');
    await page.locator('[data-do="close"]').click();
    await expect(page.locator('[data-closed]')).toBeVisible();
    await isWhole(page, 'office-closed');
    await page.goto(`${terminal.url}/office/terminals`);
    await page.locator('[name="name"]').fill('2');
    await page.locator('[data-add] .is-main').click();
    await expect(page.locator('[data-code]')).toBeVisible();
    await isWhole(page, 'office-terminal-code');
  });
});
