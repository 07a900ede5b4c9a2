/** The kiosk as an app: what a tablet installs, what it shows without its server, and when it takes up a new version. */

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { Office } from '../harness/office';
import { freePort, Program, SITE } from '../harness/program';
import { expect, test } from '../harness/server';
import { Terminal } from '../harness/terminal';

test.use({ serviceWorkers: 'allow' });

const LOST_CONNECTION = /Failed to load resource|ERR_/;

/** Waits until the worker serves this page's site. */
async function isInstalled(page: Page): Promise<void> {
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
}

test('a tablet can install it under the name of the shop', async ({ terminal, page, request }) => {
  await terminal.openKeypad();
  const manifest = await (await request.get(new URL('/manifest.webmanifest', page.url()).href)).json();
  expect(manifest).toMatchObject({ name: 'Mion Kiosk', start_url: '/', display: 'fullscreen' });
  for (const icon of manifest.icons) {
    const answer = await request.get(new URL(icon.src, page.url()).href);
    expect(answer.headers()['content-type']).toBe(icon.type);
    if (icon.sizes === 'any') continue;
    const [width, height] = icon.sizes.split('x').map(Number);
    const picture = await answer.body();
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)], icon.src).toEqual([width, height]);
  }
  const devtools = await page.context().newCDPSession(page);
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
});

test('without its server it says so by itself, and comes back to the sale', async ({ page, shop, sandbox, witness }) => {
  witness.admit(shop.url);
  witness.expectComplaint(LOST_CONNECTION);
  const terminal = new Terminal(page, shop.url);
  const invoice = await terminal.sellUntilInvoice('1250');
  await isInstalled(page);
  await shop.kill();
  await page.reload();
  await terminal.shows('offline');
  await expect(page.getByRole('heading')).toHaveText('The server is out of reach');
  await expect(page.locator('.end')).toHaveCSS('display', 'flex');
  await sandbox.pay(invoice);
  await shop.start();
  await terminal.shows('paid');
});

test('nothing of a sale is kept on the tablet', async ({ terminal, page, sandbox }) => {
  const invoice = await terminal.sellUntilInvoice('1250');
  await isInstalled(page);
  await page.reload();
  await terminal.invoice();
  await sandbox.pay(invoice);
  await terminal.shows('paid');
  const kept = await page.evaluate(async () => {
    const texts: [string, string][] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        texts.push([new URL(request.url).pathname, await (await cache.match(request))!.text()]);
      }
    }
    return texts;
  });
  expect(kept.map(([path]) => path).filter((path) => !path.startsWith('/pkg/')).sort()).toEqual(['/offline', '/offline.js']);
  expect(kept.length).toBe(6);
  for (const [path, text] of kept) expect(text.includes(invoice), path).toBe(false);
});

test('a new version waits for the end of the sale', async ({ page, sandbox, witness, programs, shopSettings, pair }) => {
  witness.expectComplaint(LOST_CONNECTION);
  const site = mkdtempSync(join(tmpdir(), 'kiosk-site-'));
  cpSync(SITE, site, { recursive: true });
  const shop = new Program('serve', await freePort(), { ...shopSettings, KIOSK_SITE_DIR: site });
  programs.push(shop);
  witness.admit(shop.url);
  await shop.start();
  await pair(shop);
  const terminal = new Terminal(page, shop.url);
  const invoice = await terminal.sellUntilInvoice('1250');
  await isInstalled(page);
  await page.reload();
  await terminal.invoice();
  await page.evaluate(() => ((window as unknown as { mark: string }).mark = 'the old version'));
  const mark = () => page.evaluate(() => (window as unknown as { mark?: string }).mark);

  const names = JSON.parse(readFileSync(join(site, 'assets.json'), 'utf8'));
  const css = '/pkg/kiosk.00000000feedface.css';
  writeFileSync(join(site, css), readFileSync(join(site, names.css)));
  writeFileSync(join(site, 'assets.json'), JSON.stringify({ ...names, css }));
  await shop.kill();
  await shop.start();

  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
  });
  await expect
    .poll(() => page.evaluate(async () => (await navigator.serviceWorker.ready).waiting?.state))
    .toBe('installed');
  expect(await terminal.invoice()).toBe(invoice);
  await sandbox.pay(invoice);
  await terminal.shows('paid');
  expect(await mark()).toBe('the old version');

  await terminal.newSale.click();
  // Asked in the middle of loading, a page does not answer.
  await expect.poll(() => mark().catch(() => 'neither')).toBeUndefined();
  await terminal.answersToTaps();
  await expect(page.locator(`link[href="${css}"]`)).toBeAttached();
  rmSync(site, { recursive: true });
});

const mark = (page: Page) => page.evaluate(() => ((window as unknown as { mark: string }).mark = 'as it was'));
const marked = (page: Page) => page.evaluate(() => (window as unknown as { mark?: string }).mark).catch(() => 'neither');

test('what the shop sets anew is taken up between two sales, once nobody keys an amount or a note', async ({ terminal, page, demo }) => {
  const office = await Office.ofDemo(demo.url);
  await page.clock.install();
  await terminal.openKeypad();
  await isInstalled(page);
  await terminal.tap('12');
  await page.locator('[data-note]').fill('table 4');
  await mark(page);
  await office.selling('keypad', true);
  await page.clock.runFor('04:00');
  await terminal.tap('<<');
  await expect(terminal.amount).toHaveText('€0.00');
  // The note alone is the middle of something, too; for as long as somebody may come back to it.
  await page.clock.runFor('04:00');
  await expect(page.locator('[data-note]')).toHaveValue('table 4');
  expect(await marked(page)).toBe('as it was');
  await page.clock.runFor('01:02');
  await expect.poll(() => marked(page)).toBeUndefined();
  await terminal.answersToTaps();
  await expect(page.locator('[data-note]')).toHaveValue('');
  await terminal.tap('500');
  await terminal.charge.click();
  await expect(page.locator('[data-tip="none"]')).toBeVisible();
});

test('what was keyed and left is gone after a while', async ({ terminal, page }) => {
  await page.clock.install();
  await terminal.openKeypad();
  await terminal.tap('12+34');
  await page.clock.runFor('04:59');
  await expect(terminal.amount).toHaveText('€0.46');
  await page.clock.runFor('00:05');
  await expect(terminal.amount).toHaveText('€0.00');
});

test('where items are sold it is taken up with an empty cart, and where customers stand alone between two of them', async ({
  terminal: _,
  page,
  demo,
}) => {
  const office = await Office.ofDemo(demo.url);
  await office.items('name;price;vat;category;code;offer\nTee;2,80;19;Drinks;;');
  await page.clock.install();
  await office.selling('catalogue', false);
  await page.goto(demo.url);
  await isInstalled(page);
  await page.locator('.goods').click();
  await expect(page.locator('[data-line]')).toHaveCount(1);
  await mark(page);
  await office.selling('catalogue', true);
  await page.clock.runFor('02:05');
  expect(await marked(page)).toBe('as it was');
  await page.locator('[data-clear]').click();
  await expect(page.locator('.cart-empty')).toBeVisible();
  await page.clock.runFor('00:02');
  await expect.poll(() => marked(page)).toBeUndefined();

  await expect(page.locator('[data-version]')).toBeAttached();
  await mark(page);
  await office.selling('self-service', true);
  await page.clock.runFor('01:02');
  await expect.poll(() => marked(page)).toBeUndefined();
  await expect(page.locator('[data-screen="attract"]')).toBeVisible();
  await mark(page);
  await office.selling('self-service', false);
  await page.clock.runFor('01:02');
  await expect.poll(() => marked(page)).toBeUndefined();
});

for (const [why, arrange] of [
  ['forbids', () => (navigator.serviceWorker.register = () => Promise.reject(new DOMException('no', 'SecurityError')))],
  ['has no', () => Object.defineProperty(navigator, 'serviceWorker', { value: undefined })],
] as const) {
  test(`a browser that ${why} service workers sells all the same`, async ({ terminal, page, sandbox }) => {
    await page.addInitScript(arrange);
    const invoice = await terminal.sellUntilInvoice('1250');
    await page.reload();
    expect(await terminal.invoice()).toBe(invoice);
    await sandbox.pay(invoice);
    await terminal.shows('paid');
  });
}
