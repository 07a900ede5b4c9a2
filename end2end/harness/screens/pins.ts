/** A shop that asks who stands at the tablet. */

import { expect } from '@playwright/test';
import { CASHIER } from '../back-office';
import type { Tour } from './stage';

export const pins: Tour = {
  name: 'pins',
  settings: { KIOSK_DEMO_PINS: 'true' },
  screens: [
    {
      name: 'pin-dialog',
      shows: 'Who cancels a sale whose code was shown',
      reach: async (stage) => {
        await stage.code('1250');
        await stage.cancel();
        await expect(stage.terminal.pin).toBeVisible();
        await stage.terminal.pin.locator('.pin-names button').first().click();
        for (const digit of '258') await stage.terminal.pin.locator(`[data-pin-key="${digit}"]`).click();
      },
    },
    {
      name: 'pin-who',
      shows: 'Who wants to see the sales',
      reach: async (stage) => {
        await stage.go('/staff/sales');
        await expect(stage.page.locator('[data-screen="pin-who"]')).toBeVisible();
      },
    },
    {
      name: 'pin-enter',
      shows: 'The PIN of one person',
      reach: async (stage) => {
        await stage.go('/staff/sales');
        await stage.page.getByText(CASHIER.name).click();
        await expect(stage.page.locator('[data-screen="pin"]')).toBeVisible();
      },
    },
    {
      name: 'pin-wrong',
      shows: 'A PIN that is wrong',
      reach: async (stage) => {
        await stage.go('/staff/sales');
        await stage.page.getByText(CASHIER.name).click();
        await stage.page.locator('input[type="password"]').fill('9999');
        await stage.page.keyboard.press('Enter');
        await expect(stage.page.locator('[data-refused]')).toBeVisible();
      },
    },
    {
      name: 'pin-dialog-wrong',
      shows: 'A PIN that is wrong, and how long to wait',
      reach: async (stage) => {
        await stage.code('1250');
        await stage.cancel();
        await expect(stage.terminal.pin).toBeVisible();
        await stage.terminal.pin.locator('.pin-names button').first().click();
        for (const digit of '2581') await stage.terminal.pin.locator(`[data-pin-key="${digit}"]`).click();
        await stage.terminal.pin.locator('[data-pin-enter]').click();
        await expect(stage.terminal.pin.getByRole('alert')).not.toBeEmpty();
      },
    },
  ],
};
