/** A passkey is made in the back office, by a telephone that Chromium plays, and opens the back office from then on. */

import { expect, test } from '../harness/server';
import { fitsAFinger } from '../harness/staff';

test('a passkey is made under one\'s account, signs in, and is forgotten', async ({ terminal, witness, page }) => {
  // Browsers have passkeys for names alone.
  const url = terminal.url.replace('127.0.0.1', 'localhost');
  witness.admit(url);
  const browser = await page.context().newCDPSession(page);
  await browser.send('WebAuthn.enable');
  await browser.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto(`${url}/office/account`);
  await page.getByLabel('Name').fill('Olivia');
  await page.getByLabel('Password').fill('training mode only');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Overview');
  await page.goto(`${url}/office/account`);
  await page.getByLabel('Name of a new passkey').fill('Telephone <b>');
  await fitsAFinger(page);
  await page.getByRole('button', { name: 'Make a passkey on this device' }).click();
  await expect(page.locator('[data-said]')).toContainText('You have a new passkey.');
  await expect(page.locator('[data-passkeys]')).toContainText('Telephone <b> – never used');
  await page.getByRole('button', { name: 'Sign out' }).click();

  await page.goto(`${url}/office/account`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
  await fitsAFinger(page);
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Overview');
  await page.goto(`${url}/office/account`);
  await expect(page.locator('.bar-who')).toHaveText('Olivia');
  await expect(page.locator('[data-passkeys]')).toContainText('last used');
  await page.getByRole('button', { name: 'Forget it' }).click();
  await expect(page.locator('[data-said]')).toContainText('The passkey is forgotten.');
  await page.getByRole('button', { name: 'Sign out' }).click();

  witness.expectComplaint(/the server responded with a status of 4\d\d/);
  await page.goto(`${url}/office`);
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await expect(page.locator('[data-passkey-words]')).toHaveText('The passkey was not accepted.');
});
