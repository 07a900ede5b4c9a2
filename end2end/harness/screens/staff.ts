/** The staff's pages at a tablet. */

import { expect } from '@playwright/test';
import type { Stage, Tour } from './stage';

export const staff: Tour = {
  name: 'staff',
  screens: [
    { name: 'staff-menu', shows: 'What staff can do here', reach: (stage) => stage.go('/staff') },
    { name: 'staff-leave', shows: 'The way out of the kiosk', reach: (stage) => stage.go('/staff/leave') },
    {
      name: 'staff-left',
      shows: 'The kiosk is left',
      reach: async (stage) => {
        await stage.go('/staff/leave');
        await stage.page.locator('[data-leave] .is-main').click();
        await expect(stage.page.locator('[data-left]')).toBeVisible();
      },
    },
    { name: 'staff-opening', shows: 'Before the first sale of a day', reach: (stage) => stage.go('/staff/opening') },
    {
      name: 'staff-left-alone',
      shows: 'Whether anybody is there, before the page goes back to the kiosk',
      reach: async (stage) => {
        await stage.go('/staff');
        await stage.page.locator('dialog[data-idle]').evaluate((question: HTMLDialogElement) => question.showModal());
      },
    },
    { name: 'staff-sales-empty', shows: 'No sale yet', reach: (stage) => stage.go('/staff/sales') },
    { name: 'staff-alarms-empty', shows: 'No payment waits for a decision', reach: (stage) => stage.go('/staff/alarms') },
    {
      name: 'staff-self-test',
      shows: 'What this tablet can do, tried',
      reach: async (stage) => {
        await stage.go('/staff/self-test');
        await expect(stage.page.locator('[data-check="clock"]')).toHaveAttribute('data-outcome', 'good');
        await expect(stage.page.locator('[data-check="mion"]')).toHaveAttribute('data-outcome', 'good');
      },
    },
    {
      name: 'staff-sales',
      shows: 'Open sales, and the last ones',
      reach: async (stage) => {
        await stage.paid('1250');
        await stage.code('300');
        await stage.cancel();
        await stage.shows('cancelled');
        await stage.code('99900');
        await stage.putAside();
        await stage.go('/staff/sales');
      },
    },
    {
      name: 'staff-sale',
      shows: 'Did it go through?',
      reach: async (stage) => {
        await stage.go('/staff/sales');
        await stage.page.locator('[data-list="last"] .row').last().click();
        await expect(stage.page.locator('[data-answer]')).toBeVisible();
      },
    },
    {
      name: 'staff-sale-open',
      shows: 'A sale that is not over',
      reach: async (stage) => {
        await stage.go('/staff/sales');
        await stage.page.locator('[data-list="last"] .row').first().click();
        await expect(stage.page.locator('[data-answer]')).toBeVisible();
      },
    },
    {
      name: 'staff-alarms',
      shows: 'Payments that wait for a decision',
      reach: async (stage) => {
        await stage.paidLate('1250');
        await stage.paidLate('99900');
        await stage.go('/staff/alarms');
        await expect(stage.page.locator('[data-alarm]')).toHaveCount(2);
        await stage.page.locator('[data-alarm] summary').first().click();
      },
    },
    ...(['accept', 'link', 'refund'] as const).map((way) => ({
      name: `staff-alarm-${way}`,
      shows: `A payment is decided about: ${way}`,
      reach: async (stage: Stage) => {
        await stage.go('/staff/alarms');
        await stage.page.locator(`[data-decide="${way}"]`).first().click();
        await expect(stage.page.locator('[data-decision]')).toBeVisible();
      },
    })),
    {
      name: 'staff-alarm-refused',
      shows: 'A decision lacks its note',
      reach: async (stage) => {
        await stage.go('/staff/alarms');
        await stage.page.locator('[data-decide="link"]').first().click();
        await stage.page.locator('[data-confirm]').click();
        await expect(stage.page.locator('[data-refused]')).toBeVisible();
      },
    },
    {
      name: 'staff-alarm-decided',
      shows: 'A payment was decided about',
      reach: async (stage) => {
        await stage.go('/staff/alarms');
        await stage.page.locator('[data-decide="accept"]').first().click();
        await stage.page.locator('[data-confirm]').click();
        await expect(stage.page.locator('[data-said]')).toBeVisible();
      },
    },
    { name: 'staff-not-found', shows: 'No such page', reach: (stage) => stage.go('/staff/sales/75099bcf-22d5-43f9-8976-b7c5692eaa85') },
  ],
};
