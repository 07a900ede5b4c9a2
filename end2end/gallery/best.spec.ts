/** The dozen pictures of the README, made small: WebP, half as wide, written where `KIOSK_KEEP` says. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GALLERY, type Picture, picture } from '../harness/gallery';
import { expect, test } from '@playwright/test';

const WIDTH = 640;
const QUALITY = 0.82;
/** All together, in bytes. */
const BUDGET = 2_000_000;

const usual = { language: 'en', shape: 'landscape', scheme: 'light' };
const best: Record<string, Picture> = {
  keypad: { ...usual, screen: 'keypad-sum' },
  code: { ...usual, screen: 'checkout-waiting' },
  paid: { ...usual, screen: 'checkout-paid' },
  language: { ...usual, screen: 'checkout-language', scheme: 'dark' },
  reconnecting: { ...usual, screen: 'checkout-reconnecting' },
  late: { ...usual, screen: 'staff-alarms' },
  counter: { ...usual, screen: 'counter-cart' },
  tip: { ...usual, screen: 'counter-tip' },
  attract: { ...usual, screen: 'self-service-attract' },
  selftest: { ...usual, screen: 'staff-self-test' },
  office: { ...usual, screen: 'office-overview' },
  sale: { ...usual, screen: 'office-sale', scheme: 'dark' },
};

test('the dozen best are kept, small', async ({ page }) => {
  const keep = process.env['KIOSK_KEEP'] as string;
  mkdirSync(keep, { recursive: true });
  let bytes = 0;
  for (const [name, from] of Object.entries(best)) {
    const png = `data:image/png;base64,${readFileSync(join(GALLERY, picture(from))).toString('base64')}`;
    const webp = Buffer.from((await page.evaluate(small, { png, width: WIDTH, quality: QUALITY })).split(',')[1] as string, 'base64');
    writeFileSync(join(keep, `${name}.webp`), webp);
    bytes += webp.length;
  }
  expect(bytes).toBeLessThan(BUDGET);
});

/** Runs in the page, so it stands by itself. */
async function small({ png, width, quality }: { png: string; width: number; quality: number }): Promise<string> {
  const image = new Image();
  image.src = png;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = Math.round((image.height * width) / image.width);
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/webp', quality);
}
