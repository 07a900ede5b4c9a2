/** Addresses that lead nowhere say so, and offer the way back. */

import { expect, test } from '../harness/server';

const nowhere = {
  '/checkout/75099bcf-22d5-43f9-8976-b7c5692eaa85': 'unknown',
  '/checkout/not-an-id': 'not-found',
} as const;

for (const [path, state] of Object.entries(nowhere)) {
  test(`${path} is ${state}`, async ({ terminal, sandbox, page, witness }) => {
    witness.expectComplaint(/the server responded with a status of 404/);
    await page.goto(terminal.url + path);
    await terminal.shows(state);
    await terminal.answersToTaps();
    await terminal.newSale.click();
    await expect(terminal.amount).toHaveText('€0.00');
    expect(new URL(page.url()).pathname).toBe('/');
    expect(await sandbox.requests('any')).toHaveLength(0);
  });
}

test('/no/such/page is no page, and leads back', async ({ terminal, page, witness }) => {
  witness.expectComplaint(/the server responded with a status of 404/);
  await page.goto(`${terminal.url}/no/such/page`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no such page');
  await page.getByRole('link', { name: 'Back to the kiosk' }).click();
  await expect(terminal.amount).toHaveText('€0.00');
});
