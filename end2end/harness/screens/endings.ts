/** How a sale ends, other than well. */

import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import type { Stage, Tour } from './stage';

/** The receipt of a sale, for whoever is no terminal. */
const receipt = (query: string) => async (stage: Stage) => {
  await stage.paid('124000');
  const token = await stage.page.locator('.receipt').getAttribute('data-receipt');
  await stage.stranger();
  await stage.go(`/receipt/${token}${query}`);
};

export const ends: Tour = {
  name: 'ends',
  screens: [
    {
      name: 'ends-cancelled',
      shows: 'Cancelled',
      reach: async (stage) => {
        await stage.code('1250');
        await stage.cancel();
        await stage.shows('cancelled');
      },
    },
    {
      name: 'ends-blocked',
      shows: 'Blocked by compliance',
      reach: async (stage) => {
        await stage.sandbox.script('create_attempt', { kind: 'block' });
        await stage.sell('1250');
        await stage.shows('blocked');
      },
    },
    {
      name: 'ends-blocked-details',
      shows: 'Blocked, because details of the customer are missing',
      reach: async (stage) => {
        const patch = { missingComplianceCustomerFields: ['name', 'email'], lnInvoice: null };
        await stage.sandbox.script('create_attempt', { kind: 'patch', patch });
        await stage.sell('1250');
        await stage.shows('blocked');
      },
    },
    {
      name: 'ends-failed',
      shows: 'An invoice that is not for this amount is not shown',
      reach: async (stage) => {
        await stage.sandbox.script('create_attempt', { kind: 'invoice_amount' });
        await stage.sell('1250');
        await stage.shows('failed');
      },
    },
    {
      name: 'ends-refused',
      shows: 'Mion refuses the sale',
      reach: async (stage) => {
        await stage.sandbox.script('create_session', { kind: 'status', code: 403 });
        await stage.sell('1250');
        await stage.shows('failed');
      },
    },
    {
      name: 'ends-unknown',
      shows: 'No such sale',
      reach: async (stage) => {
        await stage.go(`/checkout/${randomUUID()}`);
        await stage.shows('unknown');
      },
    },
    {
      name: 'ends-not-found',
      shows: 'No such page',
      reach: async (stage) => {
        await stage.go('/checkout/nowhere');
        await stage.shows('not-found');
      },
    },
    {
      name: 'ends-receipt',
      shows: "The receipt, on the customer's telephone",
      place: 'telephone',
      reach: receipt(''),
    },
    {
      name: 'ends-receipt-printed',
      shows: 'The receipt, as it comes from a roll of 80 mm',
      place: 'telephone',
      reach: receipt('?paper=80'),
    },
  ],
};

export const shortLived: Tour = {
  name: 'expired',
  settings: { MION_SESSION_SECONDS: '4' },
  screens: [
    {
      name: 'ends-expired',
      shows: 'Nobody has paid in time',
      reach: async (stage) => {
        await stage.code('1250');
        await stage.shows('expired', 30_000);
      },
    },
  ],
};

/** A sale with an address for regular bitcoin. */
async function address(stage: Stage): Promise<string> {
  await stage.code('1250');
  return stage.page.locator('[data-address]').innerText();
}

export const chain: Tour = {
  name: 'on-chain',
  settings: { MION_ON_CHAIN: 'true', MION_SESSION_SECONDS: '14400' },
  screens: [
    { name: 'chain-waiting', shows: 'The code, with an address for regular bitcoin', reach: async (stage) => void (await address(stage)) },
    {
      name: 'chain-seen',
      shows: 'Regular bitcoin is on its way',
      reach: async (stage) => {
        await stage.sandbox.payOnChain(await address(stage), 25_000);
        await stage.shows('seen');
      },
    },
    {
      name: 'chain-low-fee',
      shows: 'Regular bitcoin with a fee that is too low',
      reach: async (stage) => {
        await stage.sandbox.payOnChain(await address(stage), 25_000);
        await stage.shows('seen');
        const usual = await stage.page.locator('.end-sentence').innerText();
        await stage.sandbox.show(await stage.session(), { feeStatus: 'too-low' });
        await expect(stage.page.locator('.end-sentence')).not.toHaveText(usual);
      },
    },
    {
      name: 'chain-short',
      shows: 'Less than was asked for',
      reach: async (stage) => {
        await stage.sandbox.payOnChain(await address(stage), 20_000, { confirmed: true });
        await stage.shows('underpaid');
      },
    },
    {
      name: 'chain-too-much',
      shows: 'Paid, and more than was asked for',
      reach: async (stage) => {
        await stage.sandbox.payOnChain(await address(stage), 30_000, { confirmed: true });
        await stage.shows('paid');
        await expect(stage.page.locator('[data-too-much]')).toBeVisible();
      },
    },
    {
      name: 'chain-cancelled-short',
      shows: 'Cancelled, and something was paid',
      reach: async (stage) => {
        await stage.sandbox.payOnChain(await address(stage), 20_000, { confirmed: true });
        await stage.shows('underpaid');
        await stage.cancel();
        await stage.shows('cancelled');
        await expect(stage.terminal.banner).toBeVisible();
      },
    },
  ],
};

export const late: Tour = {
  name: 'late',
  screens: [
    { name: 'late-paid', shows: 'Paid after it was cancelled', reach: (stage) => stage.paidLate('1250') },
    {
      name: 'late-keypad',
      shows: 'The keypad, while a payment waits for a decision',
      reach: async (stage) => {
        await stage.keypad();
        await expect(stage.terminal.banner).toBeVisible();
      },
    },
    {
      name: 'late-waiting',
      shows: 'The code, while another payment waits for a decision',
      reach: async (stage) => {
        await stage.code('4200');
        await expect(stage.terminal.banner).toBeVisible();
      },
    },
    {
      name: 'late-put-aside',
      shows: 'Paid while it was put aside',
      reach: async (stage) => {
        const invoice = await stage.code('1250');
        const sale = stage.page.url();
        await stage.putAside();
        await stage.sandbox.pay(invoice);
        await stage.page.goto(sale);
        await stage.shows('paid-late');
      },
    },
  ],
};
