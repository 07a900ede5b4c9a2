/** A shop that asks who stands at the tablet. */

import { expect } from '@playwright/test';
import { CASHIER } from '../back-office';
import type { Stage, Tour } from './stage';

/** The dialog that asks who cancels a sale whose code was shown, with `digits` keyed for the first of them. */
async function dialog(stage: Stage, digits: string): Promise<void> {
  const { pin } = stage.terminal;
  await stage.code('1250');
  await stage.cancel();
  await expect(pin).toBeVisible();
  await pin.locator('.pin-names button').first().click();
  for (const digit of digits) await pin.locator(`[data-pin-key="${digit}"]`).click();
}

/** The page that asks for the PIN of one person. */
async function number(stage: Stage): Promise<void> {
  await stage.go('/staff/sales');
  await stage.page.getByText(CASHIER.name).click();
}

export const pins: Tour = {
  name: 'pins',
  settings: { KIOSK_DEMO_PINS: 'true' },
  screens: [
    {
      name: 'pin-dialog',
      shows: 'Who cancels a sale whose code was shown',
      reach: (stage) => dialog(stage, '258'),
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
        await number(stage);
        await expect(stage.page.locator('[data-screen="pin"]')).toBeVisible();
      },
    },
    {
      name: 'pin-wrong',
      shows: 'A PIN that is wrong',
      reach: async (stage) => {
        await number(stage);
        await stage.page.locator('input[type="password"]').fill('9999');
        await stage.page.keyboard.press('Enter');
        await expect(stage.page.locator('[data-refused]')).toBeVisible();
      },
    },
    {
      name: 'pin-dialog-wrong',
      shows: 'A PIN that is wrong, and how long to wait',
      reach: async (stage) => {
        await dialog(stage, '2581');
        await stage.terminal.pin.locator('[data-pin-enter]').click();
        await expect(stage.terminal.pin.getByRole('alert')).not.toBeEmpty();
      },
    },
  ],
};
