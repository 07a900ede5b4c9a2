/** The keypad. */

import { expect } from '@playwright/test';
import type { Tour } from './stage';

export const keypad: Tour = {
  name: 'keypad',
  settings: { KIOSK_ASK_ABOVE_MINOR: '200000' },
  screens: [
    { name: 'keypad-empty', shows: 'The keypad, as it waits', reach: (stage) => stage.keypad() },
    {
      name: 'keypad-amount',
      shows: 'An amount is keyed in',
      reach: async (stage) => {
        await stage.keypad();
        await stage.terminal.tap('1250');
      },
    },
    {
      name: 'keypad-sum',
      shows: 'Several amounts are added up',
      reach: async (stage) => {
        await stage.keypad();
        await stage.terminal.tap('1250+300+4999');
      },
    },
    {
      name: 'keypad-above-limit',
      shows: 'More than the shop takes',
      reach: async (stage) => {
        await stage.keypad();
        await stage.terminal.tap('99999999');
        await expect(stage.terminal.charge).toBeDisabled();
      },
    },
    {
      name: 'keypad-really',
      shows: 'An amount that is unusual here is asked about',
      reach: async (stage) => {
        await stage.sell('240000');
        await expect(stage.page.locator('[data-really]')).toBeVisible();
      },
    },
    {
      name: 'keypad-screen-goes-dark',
      shows: 'Why the screen may go dark, told by the third light',
      reach: async (stage) => {
        const open = stage.page.context();
        await open.addInitScript(() => Object.defineProperty(navigator, 'wakeLock', { value: undefined, configurable: true }));
        await stage.keypad();
        await stage.page.locator('.tablet-light').click();
        await expect(stage.page.locator('.tablet-told')).toBeVisible();
      },
    },
    {
      name: 'keypad-no-server',
      shows: 'The server is out of reach',
      reach: async (stage) => {
        // From the first question on: one that is under way is not cut off by a browser that is offline.
        await stage.page.route('**/api/**', (route) => route.abort('connectionrefused'));
        stage.afterwards(() => stage.page.unroute('**/api/**'));
        await stage.keypad();
        await stage.light('server', 'down');
        await stage.terminal.tap('1250');
        await expect(stage.terminal.charge).toBeDisabled();
      },
    },
    {
      name: 'keypad-no-mion',
      shows: 'Mion does not answer the server',
      reach: async (stage) => {
        await stage.code('1250');
        await stage.sandbox.down(true);
        await stage.light('mion', 'down');
        await stage.putAside();
        await stage.terminal.tap('1250');
        await expect(stage.terminal.charge).toBeDisabled();
      },
    },
  ],
};
