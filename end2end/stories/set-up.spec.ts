/** The first start of a shop: it prints a link, and whoever opens it becomes the owner, once. */

import { freePort, Program } from '../harness/program';
import { expect, test } from '../harness/server';
import { fitsAFinger } from '../harness/staff';

test('the first start prints a link that makes the owner, once', async ({ programs, shopSettings, witness, page }) => {
  const shop = new Program('serve', await freePort(), shopSettings);
  programs.push(shop);
  await shop.start();
  witness.admit(shop.url);
  const link = /http:\S+\/set-up\?token=kl-[0-9a-f]{64}/.exec(shop.log)?.[0] as string;
  expect(link, shop.log).toBeDefined();
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Set up the kiosk');
  await fitsAFinger(page);

  // What is wrong is said, and nobody has become anything.
  witness.expectComplaint(/422/);
  await page.getByLabel('Your name').fill('Anna <b>');
  await page.getByLabel('Password', { exact: true }).fill('passwordpassword');
  await page.getByLabel('The password once more').fill('passwordpassword');
  await page.getByRole('button', { name: 'Become the owner' }).click();
  await expect(page.locator('.field-error').first()).toBeVisible();
  await expect(page.getByLabel('Your name')).toHaveValue('Anna <b>');
  await expect(page.getByLabel('Password', { exact: true }), 'no password comes back').toHaveValue('');

  await page.getByLabel('Password', { exact: true }).fill('a shop of four corners');
  await page.getByLabel('The password once more').fill('a shop of four corners');
  await page.getByRole('button', { name: 'Become the owner' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Overview');
  await page.goto(`${shop.url}/office/people`);
  await expect(page.getByText('Anna <b>').first()).toBeVisible();

  await page.goto(link);
  await page.getByLabel('Your name').fill('Eve');
  await page.getByLabel('Password', { exact: true }).fill('another shop of corners');
  await page.getByLabel('The password once more').fill('another shop of corners');
  await page.getByRole('button', { name: 'Become the owner' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link does not work');
});
