/** The catalogue in other languages: a shop keeper's own, and one from right to left. */

import type { Page } from '@playwright/test';
import { OWNER } from '../harness/back-office';
import { pageText } from '../harness/locales';
import { isWhole, shot } from '../harness/mirrored';
import { expect, test } from '../harness/server';

/** Signs in and goes to `path` of the catalogue, whatever language the page is in. */
async function open(page: Page, url: string, path = ''): Promise<void> {
  await page.goto(`${url}/sign-in?next=/office/catalogue${path}`);
  await page.locator('[name="name"]').fill(OWNER.name);
  await page.locator('[name="password"]').fill(OWNER.password);
  await page.keyboard.press('Enter');
  // The door has the path in its address, too.
  await page.waitForURL((url) => url.pathname.startsWith('/office/catalogue'));
}

test.describe('a shop keeper who reads German', () => {
  test.use({ locale: 'de' });

  test('adds an item, with a price as it is written there', async ({ demo, page, witness }) => {
    witness.expectComplaint(/422/);
    const said = (name: string) => pageText('catalogue', 'de', name);
    const save = page.getByRole('button', { name: pageText('shared', 'de', 'save') });
    await open(page, demo.url, '/items/new');
    await expect(page.locator('h1')).toHaveText(said('new_item'));
    await page.locator('[name="name"]').fill('Brötchen');
    await page.locator('[name="price"]').fill('umsonst');
    await page.locator('[name="vat"]').fill('5,5');
    await save.click();
    await expect(page.locator('[data-refused]')).toContainText('Bitte den Preis eingeben, etwa 3,50.');
    await shot(page, 'catalogue-refused-de');
    await page.locator('[name="price"]').fill('1,20');
    await save.click();
    await expect(page.locator('[data-said]')).toHaveText(pageText('shared', 'de', 'added'));
    await expect(page.locator('[name="price"]')).toHaveValue('1,20');
    await expect(page.locator('[name="vat"]')).toHaveValue('5,5');
    await page.goto(`${demo.url}/office/catalogue?q=br%C3%B6tchen`);
    await expect(page.locator('[data-item] .row-when')).toHaveText('1,20\u00a0€ · 5,5\u00a0%');
    await expect(page.locator('[data-item] .chip')).toHaveText(said('for_sale'));
    await shot(page, 'catalogue-de');
  });
});

test.describe('from right to left', () => {
  test.use({ settings: { KIOSK_LANGUAGE: 'ar-XB' } });

  test('the catalogue mirrors, and nothing is cut off or left untranslated', async ({ demo, page, witness }) => {
    witness.expectComplaint(/422/);
    test.slow();
    await open(page, demo.url, '/items/new');
    await isWhole(page, 'item-new');
    await page.locator('[name="code"]').fill('1 2');
    await page.locator('[data-item-form] .is-main').click();
    await expect(page.locator('[data-refused]')).toBeVisible();
    await isWhole(page, 'item-refused');
    for (const [name, value] of [['name', '1'], ['price', '3.50'], ['vat', '19'], ['code', '']] as const) {
      await page.locator(`[name="${name}"]`).fill(value);
    }
    await page.locator('[data-item-form] .is-main').click();
    await expect(page.locator('[data-said]')).toBeVisible();
    await isWhole(page, 'item');
    for (const path of ['', '?q=nothing', '/selling', '/categories']) {
      await page.goto(`${demo.url}/office/catalogue${path}`);
      await isWhole(page, `catalogue${path.replace(/\W/g, '-')}`);
    }
    await page.locator('[data-add] [name="name"]').fill('1');
    await page.locator('[data-add] .is-main').click();
    await expect(page.locator('[data-category]')).toHaveCount(1);
    await isWhole(page, 'categories-one');
  });
});
