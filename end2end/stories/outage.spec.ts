/** Mion, the kiosk's server or the network goes away and comes back: nothing is lost and nothing doubled. */

import { expect, test } from '../harness/server';
import { Terminal } from '../harness/terminal';

const LOST_CONNECTION = /Failed to load resource: net::ERR_/;

test('Mion is down at the charge', async ({ terminal, sandbox }) => {
  await sandbox.down(true);
  await terminal.sell('1250');
  await terminal.shows('opening');
  await expect(terminal.page.getByText(/waiting for mion/i).first()).toBeVisible();
  await sandbox.down(false);
  const invoice = await terminal.invoice();
  await sandbox.pay(invoice);
  await terminal.shows('paid');
  await sandbox.onlySession();
});

test('Mion goes down while the customer scans', async ({ terminal, sandbox, page }) => {
  const invoice = await terminal.sellUntilInvoice('1250');
  const notice = page.getByText(/waiting for mion/i).first();
  await expect(notice).toBeHidden();
  await sandbox.down(true);
  await expect(notice).toBeVisible();
  expect(await terminal.invoice()).toBe(invoice);
  await sandbox.down(false);
  await expect(notice).toBeHidden();
  await sandbox.pay(invoice);
  await terminal.shows('paid');
});

test('the customer pays while Mion is down', async ({ terminal, sandbox, page }) => {
  const invoice = await terminal.sellUntilInvoice('1250');
  await sandbox.down(true);
  await sandbox.pay(invoice);
  await expect(page.getByText(/waiting for mion/i).first()).toBeVisible();
  expect(await terminal.invoice()).toBe(invoice);
  await sandbox.down(false);
  await terminal.shows('paid');
});

test('the server is killed, and the payment made meanwhile is found', async ({ page, shop, sandbox, witness }) => {
  witness.admit(shop.url);
  witness.expectComplaint(LOST_CONNECTION);
  const terminal = new Terminal(page, shop.url);
  const invoice = await terminal.sellUntilInvoice('1250');
  await shop.kill();
  await expect(page.getByText(/reconnecting/i).first()).toBeVisible();
  expect(await terminal.invoice()).toBe(invoice);
  await sandbox.pay(invoice);
  await shop.start();
  await terminal.shows('paid');
  await sandbox.onlySession();
});

test('the server is killed while it asks Mion for a session', async ({ page, shop, sandbox, witness }) => {
  witness.admit(shop.url);
  witness.expectComplaint(LOST_CONNECTION);
  await sandbox.script('create_session', { kind: 'delay', ms: 2_000 });
  const terminal = new Terminal(page, shop.url);
  await terminal.sell('1250');
  await expect.poll(() => sandbox.requests('create_session')).toHaveLength(1);
  await shop.kill();
  await shop.start();
  const invoice = await terminal.invoice();
  await sandbox.pay(invoice);
  await terminal.shows('paid');
  await sandbox.onlySession();
});

test('the server is killed before it hears of the charge', async ({ page, shop, sandbox, witness }) => {
  witness.admit(shop.url);
  witness.expectComplaint(LOST_CONNECTION);
  const terminal = new Terminal(page, shop.url);
  await terminal.openKeypad();
  await terminal.tap('1250');
  await page.route('**/api/open_checkout', (route) => shop.kill().then(() => route.continue()), { times: 1 });
  await terminal.charge.click();
  await expect(page.getByText(/does not answer/i).first()).toBeVisible();
  await shop.start();
  await sandbox.pay(await terminal.invoice());
  await terminal.shows('paid');
  await sandbox.onlySession();
});

test('nothing is charged while the server is away, and again when it is back', async ({ page, shop, sandbox, witness }) => {
  witness.admit(shop.url);
  witness.expectComplaint(LOST_CONNECTION);
  const terminal = new Terminal(page, shop.url);
  await terminal.openKeypad();
  await terminal.tap('1250');
  await expect(terminal.charge).toBeEnabled();
  await shop.kill();
  await expect(terminal.charge).toBeDisabled();
  await expect(page.getByText('The server does not answer.')).toBeVisible();
  await expect(terminal.light('Server')).toHaveAttribute('data-link', 'down');
  await expect(terminal.light('Mion')).toHaveAttribute('data-link', 'unknown');
  await page.keyboard.press('Enter');
  await expect(terminal.amount).toHaveText('€12.50');
  await shop.start();
  await expect(terminal.charge).toBeEnabled();
  await expect(terminal.light('Server')).toHaveAttribute('data-link', 'up');
  await terminal.charge.click();
  await sandbox.pay(await terminal.invoice());
  await terminal.shows('paid');
  await sandbox.onlySession();
});

test('nothing is charged while Mion is silent, and again when it answers', async ({ terminal, sandbox, anotherTerminal }) => {
  const other = await anotherTerminal();
  await terminal.openKeypad();
  await terminal.tap('300');
  await expect(terminal.charge).toBeEnabled();
  await other.sellUntilInvoice('1250');
  await sandbox.down(true);
  await expect(terminal.charge).toBeDisabled();
  await expect(terminal.page.getByText('Mion does not answer the server.')).toBeVisible();
  for (const each of [terminal, other]) await expect(each.light('Mion')).toHaveAttribute('data-link', 'down');
  await other.putAside();
  await sandbox.down(false);
  await expect(terminal.charge).toBeEnabled();
  for (const each of [terminal, other]) await expect(each.light('Mion')).toHaveAttribute('data-link', 'up');
  await terminal.charge.click();
  await sandbox.pay(await terminal.invoice());
  await terminal.shows('paid');
});

test('the tablet loses its network while the customer scans', async ({ terminal, sandbox, page, context, witness }) => {
  witness.expectComplaint(LOST_CONNECTION);
  const invoice = await terminal.sellUntilInvoice('1250');
  await context.setOffline(true);
  await expect(page.getByText(/reconnecting/i).first()).toBeVisible();
  expect(await terminal.invoice()).toBe(invoice);
  await sandbox.pay(invoice);
  await context.setOffline(false);
  await terminal.shows('paid');
});

test('the tablet loses its network at the charge', async ({ terminal, sandbox, page, context, witness }) => {
  witness.expectComplaint(LOST_CONNECTION);
  await terminal.openKeypad();
  await terminal.tap('1250');
  await page.route('**/api/open_checkout', (route) => context.setOffline(true).then(() => route.continue()), { times: 1 });
  await terminal.charge.click();
  await expect(page.getByText(/does not answer/i).first()).toBeVisible();
  await context.setOffline(false);
  await sandbox.pay(await terminal.invoice());
  await terminal.shows('paid');
  await sandbox.onlySession();
});

test('Mion takes its time, and the customer is told', async ({ terminal, sandbox, page }) => {
  await sandbox.script('create_session', { kind: 'delay', ms: 5_000 });
  await terminal.sell('1250');
  await terminal.shows('opening');
  await expect(page.getByText(/taking longer than usual/i)).toBeVisible();
  await sandbox.pay(await terminal.invoice());
  await terminal.shows('paid');
  expect(await sandbox.requests('create_session')).toHaveLength(1);
});
