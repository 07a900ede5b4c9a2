/** A tablet in the shop's network without HTTPS: it sells, and staff are told what is missing. */

import type { BrowserContext } from '@playwright/test';
import { chromium } from '../harness/chromium';
import { expect, test } from '../harness/server';
import { Terminal } from '../harness/terminal';
import type { Witness } from '../harness/witness';

/** Not a name of this machine's own, which alone may go without HTTPS. */
const HOST = 'kiosk.lan';

/** The program under that name, with the browser as the terminal there that it is at `url`. */
async function there(url: string, context: BrowserContext, witness: Witness): Promise<string> {
  const paired = (await context.cookies(url)).filter(({ name }) => name === 'kiosk-terminal');
  await context.addCookies(paired.map((cookie) => ({ ...cookie, domain: HOST })));
  const named = url.replace('127.0.0.1', HOST);
  witness.admit(named);
  return named;
}

test.use({ launchOptions: { ...chromium, args: [...(chromium.args ?? []), `--host-resolver-rules=MAP ${HOST} 127.0.0.1`] } });

test.beforeEach(({ witness }) => witness.expectComplaint(/^The Cross-Origin-Opener-Policy header has been ignored/));

test('it is offered the self-test where a day is opened, and sells', async ({ shop, page, context, sandbox, witness }) => {
  const url = await there(shop.url, context, witness);
  await page.goto(url);
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Before the first sale');

  await page.getByRole('link', { name: 'Not today' }).click();
  const terminal = new Terminal(page, url);
  await terminal.tap('1250');
  await terminal.charge.dblclick();
  const invoice = await terminal.invoice();
  await page.reload();
  expect(await terminal.invoice()).toBe(invoice);
  await sandbox.pay(invoice);
  await terminal.shows('paid');
  await sandbox.onlySession();
  await page.goto(url);
  await expect(page.locator('[data-screen="keypad"]')).toBeVisible();
});

test('a page of ours that leads to the kiosk opens no day', async ({ shop, page, context, witness }) => {
  const url = await there(shop.url, context, witness);
  await page.goto(`${url}/staff`);
  await page.getByRole('main').getByRole('link', { name: 'Back to the kiosk' }).click();
  await expect(page.locator('[data-screen="keypad"]')).toBeVisible();
});

test('the self-test names what only HTTPS gives', async ({ terminal, page, context, witness }) => {
  const url = await there(terminal.url, context, witness);
  await page.goto(`${url}/staff/self-test`);
  const outcome = (check: string) => page.locator(`[data-check="${check}"]`);
  for (const check of ['https', 'wake']) await expect(outcome(check)).toContainText('HTTPS', { useInnerText: true });
  for (const check of ['server', 'mion', 'clock']) await expect(outcome(check)).toHaveAttribute('data-outcome', 'good');
});
