/** A sale that is under way. */

import { expect } from '@playwright/test';
import type { Tour } from './stage';

export const checkout: Tour = {
  name: 'checkout',
  screens: [
    { name: 'checkout-waiting', shows: 'The code, waiting for the customer', reach: async (stage) => void (await stage.code('1250')) },
    {
      name: 'checkout-language',
      shows: 'The customer has chosen another language for this sale',
      reach: async (stage) => {
        await stage.code('1250');
        await stage.page.locator('[data-language]').selectOption('fr');
        await expect(stage.page.locator('html')).toHaveAttribute('lang', 'fr');
      },
    },
    {
      name: 'checkout-big-code',
      shows: 'The code, as large as the screen, after a tap on it',
      reach: async (stage) => {
        await stage.code('1250');
        await stage.page.locator('[data-qr][role="button"]').click();
        await expect(stage.page.locator('.qr.is-large')).toBeVisible();
      },
    },
    {
      name: 'checkout-cancel',
      shows: 'Whether the sale is to be cancelled',
      reach: async (stage) => {
        await stage.code('1250');
        await stage.tap('cancel');
        await expect(stage.page.locator('[data-confirm-cancel]')).toBeVisible();
      },
    },
    {
      name: 'checkout-confirming',
      shows: 'The payment is seen, and not yet sure',
      reach: async (stage) => {
        await stage.code('1250');
        await stage.sandbox.show(await stage.session(), { status: 'funding-received' });
        await stage.shows('confirming');
      },
    },
    { name: 'checkout-paid', shows: 'Paid', reach: (stage) => stage.paid('124000') },
    {
      name: 'checkout-elsewhere',
      shows: 'The sale is at another tablet, and can be taken over',
      reach: async (stage) => {
        await stage.code('1250');
        const address = stage.page.url();
        const other = await stage.another();
        await other.page.goto(address);
        await other.shows('elsewhere');
      },
    },
    {
      name: 'checkout-reconnecting',
      shows: 'The tablet has lost the server; the code stays',
      reach: async (stage) => {
        await stage.code('1250');
        await stage.page.context().setOffline(true);
        await stage.light('server', 'down');
      },
    },
    {
      name: 'checkout-opening',
      shows: 'Mion is asked for the invoice',
      reach: async (stage) => {
        await stage.sandbox.script('create_session', { kind: 'delay', ms: 20_000 });
        await stage.sell('1250');
        await stage.shows('opening');
      },
    },
    {
      name: 'checkout-opening-slow',
      shows: 'Mion takes its time',
      reach: async (stage) => {
        await stage.sandbox.script('create_session', { kind: 'delay', ms: 20_000 });
        await stage.sell('1250');
        await expect(stage.page.locator('[data-state="opening"] .notice')).not.toBeEmpty();
      },
    },
    {
      name: 'checkout-no-mion',
      shows: 'Mion does not answer while the customer scans',
      reach: async (stage) => {
        await stage.code('1250');
        await stage.sandbox.down(true);
        await stage.light('mion', 'down');
      },
    },
    {
      name: 'checkout-opening-no-mion',
      shows: 'Mion does not answer, and there is no code yet',
      reach: async (stage) => {
        await stage.keypad();
        await stage.light('mion', 'up');
        await stage.terminal.tap('1250');
        await stage.sandbox.down(true);
        await stage.terminal.charge.click();
        await stage.shows('opening');
        await stage.light('mion', 'down');
      },
    },
    {
      name: 'checkout-cancelling',
      shows: 'A last look for a payment, before it is cancelled',
      reach: async (stage) => {
        await stage.code('1250');
        await stage.sandbox.script('status', { kind: 'delay', ms: 5_000 }, 5);
        await stage.cancel();
        await stage.shows('cancelling');
      },
    },
  ],
};
