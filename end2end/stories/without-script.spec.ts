/** A browser without JavaScript still shows the keypad and, above all, an invoice that can be paid. */

import { scan } from '../harness/decoders';
import { expect, test } from '../harness/server';

test('the pages stand by themselves', async ({ terminal, sandbox, anotherTerminal }) => {
  const plain = await anotherTerminal({ javaScriptEnabled: false });
  await plain.page.goto(plain.url);
  await expect(plain.amount).toHaveText('€0.00');
  for (const key of ['0', '1', '9', 'back', 'clear', 'add']) await expect(plain.key(key)).toBeVisible();
  await expect(plain.charge).toBeVisible();

  // From here on the same terminal: a sale is shown at its own alone.
  const invoice = await terminal.sellUntilInvoice('1250');
  await plain.page.context().clearCookies();
  await plain.page.context().addCookies(await terminal.page.context().cookies());
  await plain.page.goto(terminal.page.url());
  expect(await plain.invoice()).toBe(invoice);
  await expect(plain.screen).toContainText('€12.50');
  expect(await scan(plain.page)).toBe(`LIGHTNING:${invoice.toUpperCase()}`);

  await sandbox.pay(invoice);
  await terminal.shows('paid');
  await plain.page.reload();
  await plain.shows('paid');
});
