/** Coming in, and being kept out. */

import { expect } from '@playwright/test';
import { freePort, Program, type Settings } from '../program';
import type { Stage, Tour } from './stage';

/** A shop that nobody owns yet, and somebody who comes to it. */
async function newShop(stage: Stage, more: Settings = {}, ready?: string): Promise<Program> {
  const mion = { MION_BASE_URL: stage.sandbox.url, MION_API_KEY: 'key', MION_LIGHTNING_NETWORK: 'regtest' };
  const shop = new Program('serve', await freePort(), { ...mion, ...more }, ready);
  await shop.start();
  stage.afterwards(() => shop.stop());
  await stage.stranger();
  return shop;
}

export const entry: Tour = {
  name: 'entry',
  screens: [
    {
      name: 'entry-pair',
      shows: 'A browser that nobody has paired',
      reach: async (stage) => {
        await stage.keypad();
        await stage.stranger();
        await stage.go('/');
        await expect(stage.page.locator('[data-screen="pair"]')).toBeVisible();
      },
    },
    {
      name: 'entry-pair-code',
      shows: 'A code that was scanned: one tap is left',
      reach: async (stage) => {
        await stage.stranger();
        await stage.go(`/pair?code=${await (await stage.owner()).invite('Terrasse')}`);
      },
    },
    {
      name: 'entry-pair-refused',
      shows: 'A code that is none',
      reach: async (stage) => {
        await stage.stranger();
        await stage.go('/pair');
        await stage.page.locator('[name="code"]').fill('BCDF-GHJK');
        await stage.send();
        await expect(stage.page.locator('[data-refused]')).toBeVisible();
      },
    },
    {
      name: 'entry-sign-in',
      shows: 'A manager or the owner signs in',
      place: 'office',
      reach: async (stage) => {
        await stage.stranger();
        await stage.go('/sign-in');
      },
    },
    {
      name: 'entry-sign-in-refused',
      shows: 'A password that is wrong',
      place: 'office',
      reach: async (stage) => {
        await stage.stranger();
        await stage.go('/sign-in');
        await stage.page.locator('[name="name"]').fill('Olivia');
        await stage.page.locator('[name="password"]').fill('something else entirely');
        await stage.page.keyboard.press('Enter');
        await expect(stage.page.locator('[data-refused]')).toBeVisible();
      },
    },
    {
      name: 'entry-set-up',
      shows: 'Who opens the printed link becomes the owner',
      place: 'office',
      reach: async (stage) => {
        const shop = await newShop(stage);
        const [, token] = /\/set-up\?token=(kl-[0-9a-f]{64})/.exec(shop.log) ?? [];
        await stage.page.goto(`${shop.url}/set-up?token=${token}`);
        await expect(stage.page.locator('[data-screen="set-up"]')).toBeVisible();
      },
    },
    {
      name: 'entry-set-up-over',
      shows: 'A link for the first owner that does not work',
      place: 'office',
      reach: async (stage) => {
        const shop = await newShop(stage);
        await stage.page.goto(`${shop.url}/set-up?token=kl-${'0'.repeat(64)}`);
        // To look at a link does not tell whether it is any good.
        await stage.page.locator('[name=name]').fill('Anna');
        for (const name of ['password', 'again']) await stage.page.locator(`[name=${name}]`).fill('a shop of four corners');
        await stage.page.locator('[data-screen="set-up"] button').click();
        await expect(stage.page.locator('[data-screen="set-up-over"]')).toBeVisible();
      },
    },
    {
      name: 'entry-trust',
      shows: 'How a tablet learns to trust the certificates that the kiosk makes by itself',
      reach: async (stage) => {
        // Whoever comes without TLS is served this page alone.
        const shop = await newShop(stage, { KIOSK_TLS: 'local-ca' }, '/trust');
        await stage.page.goto(`${shop.url}/trust`);
        await expect(stage.page.locator('main')).toBeVisible();
      },
    },
    {
      name: 'entry-nobody-has-a-pin',
      shows: 'There is nobody who could enter a PIN',
      reach: async (stage) => {
        await stage.go('/pin?next=/staff');
        await expect(stage.page.locator('main')).toBeVisible();
      },
    },
    {
      name: 'entry-offline',
      shows: 'What the installed app shows where the server is out of reach',
      reach: async (stage) => {
        // It looks for the server, and would load itself anew while the next screen is loaded.
        const health = '**/healthz';
        await stage.page.route(health, (route) => route.abort());
        stage.afterwards(async () => {
          await stage.page.goto('about:blank');
          await stage.page.unroute(health);
        });
        await stage.go('/offline');
        await expect(stage.page.locator('[data-state="offline"]')).toBeVisible();
      },
    },
    {
      name: 'entry-locked',
      shows: 'A tablet that a manager has locked',
      reach: async (stage) => {
        await (await stage.owner()).change('Terminal 1', 'lock');
        await stage.go('/');
        await expect(stage.page.locator('[data-screen="locked"]')).toBeVisible();
      },
    },
    {
      name: 'entry-removed',
      shows: 'A tablet that was removed from the shop',
      reach: async (stage) => {
        await (await stage.owner()).change('Terminal 1', 'revoke');
        await stage.go('/');
        await expect(stage.page.locator('[data-screen="revoked"]')).toBeVisible();
      },
    },
  ],
};
