/** The staff's pages at a terminal, which stands among customers: nobody finds them open who is not of the staff. */

import { BackOffice } from '../harness/back-office';
import { expect, test } from '../harness/server';
import { fitsAFinger } from '../harness/staff';

for (const path of ['/staff', '/staff/sales', '/staff/alarms', '/staff/self-test', '/pin']) {
  test(`${path} goes back to the kiosk when nobody is there`, async ({ terminal, page }) => {
    const start = Date.now();
    await page.clock.install({ time: start });
    await page.goto(`${terminal.url}${path}`);
    const question = page.getByRole('dialog');
    // However long the page took to load: from here on time goes by as it is told.
    await page.clock.pauseAt(start + 60_000);
    await page.clock.runFor('00:50');
    await expect(question).toHaveCount(0);
    await page.clock.runFor('00:25');
    await expect(question).toContainText('Is anybody there?');
    await fitsAFinger(page);
    await page.clock.runFor('00:10');
    await expect(question).toBeVisible();
    await page.clock.runFor('00:30');
    await expect(page).toHaveURL(`${terminal.url}/`);
    await terminal.answersToTaps();
  });
}

test('whoever is there says so with any touch, as often as it takes', async ({ terminal, page }) => {
  await page.clock.install();
  await page.goto(`${terminal.url}/staff/sales`);
  const question = page.getByRole('dialog');
  for (let time = 0; time < 10; time += 1) {
    await page.clock.runFor('02:20');
    await expect(question).toBeVisible();
    if (time % 2 === 0) await question.getByRole('button', { name: 'Stay here' }).click();
    else await page.keyboard.press('Shift');
    await expect(question).toHaveCount(0);
  }
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sales');
});

test('whoever reads them in an office of their own is left alone', async ({ demo, terminal: _, browser, witness }) => {
  const context = await browser.newContext();
  witness.watch(context);
  const office = new BackOffice(await context.newPage(), demo.url);
  await office.signIn();
  await office.page.clock.install();
  await office.page.goto(`${demo.url}/staff/sales`);
  await office.page.clock.runFor('10:00');
  await expect(office.page.locator('dialog')).toHaveCount(0);
  await expect(office.page).toHaveURL(`${demo.url}/staff/sales`);
  await context.close();
});
