/** Who works here: the first owner, cashiers with a PIN, and what they may do. */

import { BackOffice, CASHIER, OWNER } from '../harness/back-office';
import { expect, test } from '../harness/server';
import { fitsAFinger, Staff } from '../harness/staff';

test('a wrong password is told from nothing, and a right one leads to where one was going', async ({ terminal, page, witness }) => {
  witness.expectComplaint(/the server responded with a status of 4\d\d/);
  await terminal.openKeypad();
  await page.goto(`${terminal.url}/office`);
  await fitsAFinger(page);
  await page.getByLabel('Name').fill(OWNER.name);
  await page.getByLabel('Password').fill('something else entirely');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-refused]')).toBeFocused();
  await expect(page.getByLabel('Name')).toHaveValue(OWNER.name);
  await expect(page.getByLabel('Password')).toHaveValue('');
  const office = new BackOffice(page, terminal.url);
  // For a second after a wrong one, none is looked at.
  await expect(async () => {
    await page.getByLabel('Password').fill(OWNER.password);
    await page.keyboard.press('Enter');
    await expect(office.heading).toHaveText('Overview', { timeout: 2_000 });
  }).toPass();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.goto(`${terminal.url}/office`);
  await expect(office.heading).toHaveText('Sign in');
});

test('a cashier is added, and comes in at a tablet with the PIN', async ({ terminal, page }) => {
  await terminal.openKeypad();
  const office = new BackOffice(page, terminal.url);
  await office.signIn();
  await office.go('People');
  await page.getByLabel('Name').fill('Ada');
  await page.getByRole('radio', { name: /^Cashier/ }).check();
  await page.getByLabel('PIN at the terminals').fill('7391');
  await fitsAFinger(page);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(office.said).toContainText('Added.');
  await expect(office.row('people', 'Ada')).toContainText('Cashier');
  await office.go('Settings');
  await page.getByLabel(/Last sales and payments/).check();
  await fitsAFinger(page);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(office.said).toContainText('Saved.');
  await page.getByRole('button', { name: 'Sign out' }).click();

  const staff = new Staff(page, terminal.url);
  await staff.open('/sales');
  await expect(staff.heading).toHaveText('Who is there?');
  await fitsAFinger(page);
  await page.getByRole('button', { name: 'Ada' }).click();
  await page.getByLabel('PIN').fill('7391');
  await fitsAFinger(page);
  await page.keyboard.press('Enter');
  await expect(staff.heading).toHaveText('Sales');
  await expect(page.locator('.bar-who')).toHaveText('Ada');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await staff.open('/sales');
  await expect(staff.heading).toHaveText('Who is there?');
});

test.describe('in a shop that asks for PINs', () => {
  test.use({ settings: { KIOSK_DEMO_PINS: 'true' } });

  test('a wrong PIN is refused, and the next try has to wait', async ({ terminal, page, witness }) => {
    witness.expectComplaint(/the server responded with a status of 4\d\d/);
    await terminal.openKeypad();
    const staff = new Staff(page, terminal.url);
    await staff.open('/alarms');
    await page.getByRole('button', { name: CASHIER.name }).click();
    await expect(page.getByLabel('PIN')).toBeFocused();
    await page.keyboard.type('9999');
    await page.keyboard.press('Enter');
    await expect(staff.refused).toBeVisible();
    await page.getByRole('link', { name: 'Somebody else' }).click();
    await expect(staff.heading).toHaveText('Who is there?');
  });
});

test('what cannot be is said where it was typed', async ({ terminal, page, witness }) => {
  witness.expectComplaint(/the server responded with a status of 422/);
  await terminal.openKeypad();
  const office = new BackOffice(page, terminal.url);
  await office.signIn();
  await office.go('People');
  await page.getByLabel('Name').fill('Bob');
  await page.getByLabel('PIN at the terminals').fill('1234');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.locator('.field-error')).toContainText('This PIN is guessed first.');
  await expect(page.getByLabel('Name')).toHaveValue('Bob');
  await office.refused.getByRole('link').click();
  await expect(page.getByLabel('PIN at the terminals')).toBeFocused();
  await office.go('My account');
  await page.getByLabel('Your password until now').fill(OWNER.password);
  await page.getByLabel('Your new password').fill('another mode only');
  await page.getByLabel('The new password once more').fill('another mode only');
  await fitsAFinger(page);
  await page.getByRole('button', { name: 'Change my password' }).click();
  await expect(office.said).toContainText('Your password is changed.');
});
