/** Items are sold: by staff, and by customers on their own. */

import { expect } from '@playwright/test';
import type { Stage, Tour } from './stage';

const ITEMS = [
  'name;price;vat;category;code;offer',
  'Café au lait;3,50;19;Drinks;4006381333931;',
  'Flat White;3,80;19;Drinks;;',
  'Tee aus frischer Minze mit einem sehr langen Namen;2,80;19;Drinks;;',
  'قهوة;3,00;19;Drinks;;',
  'Zimtschnecke;2,40;7;Food;;',
  'Croissant;1,90;7;Food;;',
  'Quiche Lorraine;6,50;7;Food;;',
  'Sandwich;5,90;7;Food;;sold-out',
  'Espresso beans, 250 g;9,90;7;To take along;;',
  'Mug;14,00;19;To take along;;',
].join('\n');

/** A shop that sells so, and its counter. */
async function shop(stage: Stage, mode: 'catalogue' | 'self-service'): Promise<void> {
  const owner = await stage.owner();
  if (!stage.notes.has('items')) await owner.items(ITEMS);
  stage.notes.set('items', 'read');
  await owner.selling(mode, true);
  await stage.go('/catalogue?start=1');
}

async function pick(stage: Stage, ...names: string[]): Promise<void> {
  const count = stage.page.locator('[data-count]');
  for (const name of names) {
    const before = await count.innerText();
    await stage.page.locator('.goods', { hasText: name }).click();
    await expect(count).not.toHaveText(before);
  }
}

export const counter: Tour = {
  name: 'counter',
  settings: { KIOSK_ASK_ABOVE_MINOR: '20000' },
  screens: [
    { name: 'counter-empty', shows: 'The shelf, and an empty cart', reach: (stage) => shop(stage, 'catalogue') },
    {
      name: 'counter-cart',
      shows: 'A cart with a discount, and the form for another',
      reach: async (stage) => {
        await shop(stage, 'catalogue');
        await pick(stage, 'Café au lait', 'Zimtschnecke', 'Mug');
        const discount = stage.page.locator('.cart > .cart-discount');
        await discount.locator('summary').click();
        await discount.locator('[name=value]').fill('10');
        await discount.locator('[name=reason]').fill('Stammgast');
        await discount.locator('[data-give-discount]').click();
        await expect(stage.page.locator('[data-discounts]')).toBeVisible();
        await stage.page.locator('.cart-line .cart-discount summary').first().click();
      },
    },
    {
      name: 'counter-tip',
      shows: "The customer's tip",
      reach: async (stage) => {
        await shop(stage, 'catalogue');
        await stage.tap('pay');
        await expect(stage.page.locator('[data-tip]').first()).toBeVisible();
      },
    },
    {
      name: 'counter-really',
      shows: 'Is so large a cart meant?',
      reach: async (stage) => {
        await shop(stage, 'catalogue');
        await pick(stage, 'Quiche Lorraine');
        const quantity = stage.page.getByRole('listitem').filter({ hasText: 'Quiche Lorraine' }).locator('[data-quantity]');
        await quantity.fill('120');
        await quantity.press('Enter');
        await stage.tap('pay');
        await expect(stage.page.locator('[data-really]')).toBeVisible();
        stage.afterwards(async () => {
          await stage.page.locator('[data-back]').click();
          await quantity.fill('1');
          await quantity.press('Enter');
          await expect(quantity).toHaveValue('1');
        });
      },
    },
    {
      name: 'counter-held',
      shows: 'Carts that wait',
      reach: async (stage) => {
        await shop(stage, 'catalogue');
        await stage.page.locator('[name=note]').fill('Tisch 4');
        await stage.page.locator('.cart-hold [data-hold]').click();
        await expect(stage.page.locator('.cart-empty')).toBeVisible();
        await stage.tap('held');
        await expect(stage.page.locator('.held-row')).toBeVisible();
      },
    },
    {
      name: 'counter-found',
      shows: 'Nothing is called what was searched for',
      reach: async (stage) => {
        await shop(stage, 'catalogue');
        await stage.go('/catalogue?start=1&q=zzz');
        await expect(stage.page.locator('.counter-none')).toBeVisible();
      },
    },
    {
      name: 'counter-refused',
      shows: 'A discount that cannot be',
      reach: async (stage) => {
        await shop(stage, 'catalogue');
        await pick(stage, 'Mug');
        const discount = stage.page.locator('.cart > .cart-discount');
        await discount.locator('summary').click();
        await discount.locator('[name=value]').fill('999');
        await discount.locator('[name=reason]').fill('x');
        await discount.locator('[data-give-discount]').click();
        await expect(stage.page.locator('[data-refusal], [data-problem]').first()).toBeVisible();
      },
    },
    {
      name: 'counter-no-server',
      shows: 'The server is out of reach; the cart waits',
      reach: async (stage) => {
        await shop(stage, 'catalogue');
        await stage.page.context().setOffline(true);
        await stage.page.locator('.goods', { hasText: 'Croissant' }).click();
        await expect(stage.page.locator('[data-offline]')).toBeVisible();
      },
    },
  ],
};

export const selfService: Tour = {
  name: 'self-service',
  screens: [
    {
      name: 'self-service-attract',
      shows: 'What a customer sees first',
      reach: async (stage) => {
        await shop(stage, 'self-service');
        await stage.go('/catalogue');
        await expect(stage.page.locator('[data-start]')).toBeVisible();
      },
    },
    {
      name: 'self-service-cart',
      shows: "A customer's own cart",
      reach: async (stage) => {
        await shop(stage, 'self-service');
        await pick(stage, 'Flat White', 'Croissant');
      },
    },
    {
      name: 'self-service-asked',
      shows: 'Is the customer still there?',
      reach: async (stage) => {
        await shop(stage, 'self-service');
        const { page } = await stage.another();
        await page.clock.install();
        await stage.go('/catalogue?start=1');
        await page.clock.runFor('02:01');
        await expect(page.getByRole('alertdialog')).toBeVisible();
      },
    },
    {
      name: 'self-service-code',
      shows: 'A customer pays on their own',
      reach: async (stage) => {
        await shop(stage, 'self-service');
        await stage.tap('pay');
        await stage.tap('tip');
        await stage.terminal.invoice();
      },
    },
    {
      name: 'self-service-paid',
      shows: 'A customer has paid on their own',
      reach: async (stage) => {
        await stage.sandbox.pay(await stage.terminal.invoice());
        await stage.shows('paid');
      },
    },
    {
      name: 'self-service-no-mion',
      shows: 'Nothing can be paid while Mion does not answer',
      reach: async (stage) => {
        await shop(stage, 'self-service');
        await pick(stage, 'Mug');
        await stage.tap('pay');
        await stage.tap('tip');
        await stage.terminal.invoice();
        await stage.sandbox.down(true);
        await stage.light('mion', 'down');
        await stage.go('/catalogue?start=1');
        await expect(stage.page.locator('[data-silent]')).toBeVisible();
      },
    },
  ],
};
