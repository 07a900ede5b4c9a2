/** How a tablet hears of the shop: by one question at a time, whatever is on its screen. */

import type { Page, Request } from '@playwright/test';
import { expect, test } from '../harness/server';

const UPDATES = /\/api\/(shop_update|checkout_update)$/;

/** The updates that are being waited for, by their names. */
function waiting(page: Page): () => string[] {
  const open = new Map<Request, string>();
  const over = (request: Request): void => void open.delete(request);
  page.on('request', (request) => {
    const [, name] = UPDATES.exec(request.url()) ?? [];
    if (name) open.set(request, name);
  });
  page.on('requestfinished', over);
  page.on('requestfailed', over);
  return () => [...open.values()];
}

test('every screen waits for one update, and never for two', async ({ terminal, sandbox, page }) => {
  const updates = waiting(page);
  const only = (name: string): Promise<void> => expect.poll(updates).toEqual([name]);
  await terminal.openKeypad();
  await only('shop_update');
  await terminal.tap('1250');
  await terminal.charge.click();
  const invoice = await terminal.invoice();
  await only('checkout_update');
  await terminal.putAside();
  await only('shop_update');
  await terminal.openSales();
  await expect.poll(updates).toEqual([]);
  await terminal.sale('€12.50').getByRole('button').click();
  await terminal.invoice();
  await only('checkout_update');
  await sandbox.pay(invoice);
  await terminal.shows('paid');
  await only('shop_update');
});

test('an idle kiosk asks nothing but for news', async ({ terminal, page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await terminal.openKeypad();
  await expect.poll(() => asked.filter((path) => path.startsWith('/api/'))).toEqual(['/api/shop_update']);
  await expect(terminal.light('Server')).toHaveAttribute('data-link', 'up');
  await expect(terminal.light('Mion')).toHaveAttribute('data-link', 'up');
});

/** What nobody was ever told, so that the answer comes at once. */
const UNSEEN = '"alarms":4294967295';

for (const [event, target] of Object.entries({ online: 'window', visibilitychange: 'document' })) {
  test(`${event} makes the kiosk ask anew at once`, async ({ terminal, page }) => {
    await terminal.openKeypad();
    const answered = page.waitForResponse((answer) => (answer.request().postData() ?? '').includes(UNSEEN));
    await page.evaluate(`${target}.dispatchEvent(new Event('${event}', { bubbles: true }))`);
    expect((await answered).ok()).toBe(true);
  });
}

test('a code that runs out before its sale is replaced, with a word about it', async ({ terminal, sandbox, page }) => {
  const expiry = new Date(Date.now() + 8_000).toISOString().replace(/\.\d+Z/, 'Z');
  await sandbox.script('create_attempt', { kind: 'patch', patch: { expiry } });
  const first = await terminal.sellUntilInvoice('1250');
  await expect(page.getByText('Fresh code')).toBeVisible({ timeout: 30_000 });
  const second = await terminal.invoice();
  expect(second).not.toBe(first);
  await sandbox.pay(second);
  await terminal.shows('paid');
});
