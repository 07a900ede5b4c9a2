/**
 * The two judges who know nothing of the kiosk: zbar, which sees what a phone's camera would see, and a
 * BOLT 11 decoder in another language than the one that made the invoice.
 */

import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { decode } from 'light-bolt11-decoder';

/** The text of the one QR code to be seen on the page, read from a screenshot of all that is visible. */
export async function scan(page: Page): Promise<string> {
  return scanned(await page.screenshot({ animations: 'disabled' }));
}

/** The text of the one QR code in a picture. */
export function scanned(png: Buffer): string {
  const picture = test.info().outputPath(`scan-${randomUUID()}.png`);
  writeFileSync(picture, png);
  const codes = execFileSync('zbarimg', ['--raw', '-q', '--nodbus', '-Sdisable', '-Sqrcode.enable', picture]);
  const texts = codes.toString().trim().split('\n');
  expect(texts, 'QR codes on the screen').toHaveLength(1);
  return texts[0] as string;
}

/** What a wallet learns from an invoice. */
export interface Invoice {
  network: string;
  amountMsat: number;
  description: string;
  /** Seconds from its making until it can no longer be paid. */
  lifetimeSeconds: number;
}

export function read(invoice: string): Invoice {
  const sections = decode(invoice).sections as { name: string; value?: unknown }[];
  const value = (name: string): unknown => sections.find((section) => section.name === name)?.value;
  return {
    network: (value('coin_network') as { bech32: string }).bech32,
    amountMsat: Number(value('amount')),
    description: String(value('description')),
    lifetimeSeconds: Number(value('expiry')),
  };
}
