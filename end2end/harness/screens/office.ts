/** The back office, at the owner's own machine. */

import { expect } from '@playwright/test';
import type { Screen, Stage, Tour } from './stage';

/** A page of the office. */
const at = (name: string, shows: string, path: string): Screen => ({
  name: `office-${name}`,
  shows,
  place: 'office',
  reach: (stage) => stage.go(path),
});

/** Something on a page of the office. */
const on = (name: string, shows: string, reach: (stage: Stage) => Promise<void>): Screen => ({
  name: `office-${name}`,
  shows,
  place: 'office',
  reach,
});

/** The first row of a list, followed. */
async function first(stage: Stage, path: string, list: string): Promise<void> {
  await stage.go(path);
  await stage.page.locator(`[data-list="${list}"] a`).first().click();
  await stage.page.waitForURL((url) => url.pathname !== path);
}

export const office: Tour = {
  name: 'office',
  screens: [
    on('overview-empty', 'Nothing has come in yet', async (stage) => {
      await stage.keypad();
      await stage.signIn();
      await stage.go('/office');
    }),
    at('sales-empty', 'No sale yet', '/office/sales'),
    at('alarms-empty', 'Nothing to decide', '/office/alarms'),
    at('catalogue-empty', 'Nothing is for sale yet', '/office/catalogue'),
    on('overview', 'What has come in', async (stage) => {
      for (const cents of ['1250', '99900', '480']) await stage.paid(cents);
      await stage.paidLate('4200');
      await stage.code('300');
      await stage.putAside();
      await stage.go('/office');
    }),
    at('sales', 'Every sale, searched', '/office/sales'),
    at('sales-none', 'No sale is so', '/office/sales?q=nothing+is+called+so'),
    on('sale', 'One sale with all that happened to it', async (stage) => {
      await stage.go('/office/sales');
      await stage.page.locator('[data-list="sales"] a').last().click();
      await expect(stage.page.locator('[data-answer]')).toBeVisible();
    }),
    at('alarms', 'Payments to decide', '/office/alarms'),
    on('alarm', 'A payment is decided about', async (stage) => {
      await stage.go('/office/alarms');
      await stage.page.locator('[data-decide="accept"]').first().click();
      await expect(stage.page.locator('[data-decision]')).toBeVisible();
    }),
    at('close', 'What has come in since the last close', '/office/close'),
    on('close-refused', 'A difference without a reason', async (stage) => {
      await stage.go('/office/close');
      await stage.page.locator('[name="counted"]').fill('1');
      await stage.tap('do="close"');
      await expect(stage.page.locator('[data-refused]')).toBeVisible();
    }),
    on('closed', 'A close, to be printed', async (stage) => {
      await stage.go('/office/close');
      await stage.page.locator('[name="counted"]').fill('1.00');
      await stage.page.locator('[name="reason"]').fill('Test');
      await stage.tap('do="close"');
      await expect(stage.page.locator('[data-closed]')).toBeVisible();
    }),
    at('terminals', 'The tablets of the shop', '/office/terminals'),
    on('terminal', 'One tablet', (stage) => first(stage, '/office/terminals', 'terminals')),
    on('terminal-code', 'A code that pairs a tablet', async (stage) => {
      await stage.go('/office/terminals');
      await stage.page.locator('[name="name"]').fill('Terrasse');
      await stage.send();
      await expect(stage.page.locator('[data-code]')).toBeVisible();
    }),
    on('terminal-remove', 'Whether a tablet is to be removed', async (stage) => {
      await first(stage, '/office/terminals', 'terminals');
      await stage.page.locator('a[href$="/revoke"]').click();
      await expect(stage.page.locator('[data-revoke]')).toBeVisible();
    }),
    at('people', 'Who works here', '/office/people'),
    on('people-refused', 'A PIN that is guessed first', async (stage) => {
      await stage.go('/office/people');
      await stage.page.locator('[name="name"]').fill('Bob');
      await stage.page.locator('[name="pin"]').fill('1234');
      await stage.page.locator('[data-add] .is-main').click();
      await expect(stage.page.locator('[data-refused]')).toBeVisible();
    }),
    on('person', 'One person', (stage) => first(stage, '/office/people', 'people')),
    at('settings', 'What asks for a PIN', '/office/settings'),
    at('audit', 'Who did what', '/office/audit'),
    at('account', "One's own password, PIN and passkeys", '/office/account'),
    on('catalogue', 'What is for sale', async (stage) => {
      const items = ['name;price;vat;category;code;offer', 'Café au lait;3,50;19;Drinks;4006381333931;', 'Tee;2,80;19;Drinks;;sold-out'];
      await (await stage.owner()).items(items.join('\n'));
      await stage.go('/office/catalogue');
    }),
    at('item-new', 'A new item', '/office/catalogue/items/new'),
    on('item-refused', 'An item without a price', async (stage) => {
      await stage.go('/office/catalogue/items/new');
      await stage.page.locator('[data-item-form] .is-main').click();
      await expect(stage.page.locator('[data-refused]')).toBeVisible();
    }),
    on('item', 'One item', (stage) => first(stage, '/office/catalogue', 'items')),
    at('categories', 'The categories', '/office/catalogue/categories'),
    at('selling', 'How terminals sell', '/office/catalogue/selling'),
    at('not-found', 'No such page', '/office/sales/75099bcf-22d5-43f9-8976-b7c5692eaa85'),
  ],
};
