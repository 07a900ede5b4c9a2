/** The browser all stories run in: the machine's own Chromium, kept from talking to anybody by itself. */

import type { LaunchOptions } from '@playwright/test';

export const chromium: LaunchOptions = {
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

/** A tablet lying on its long side, and one standing. */
export const landscape = { width: 1280, height: 800 };
export const portrait = { width: 800, height: 1280 };
