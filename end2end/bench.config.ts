/** How fast the kiosk is in a slow tablet's browser. Run by `make bench`, which judges the figures; nothing fails here. */

import { defineConfig } from '@playwright/test';
import { chromium, landscape } from './harness/chromium';

/**
 * Chromium's address bar is made of web pages of its own, which it loads with every new window, while ours loads. A
 * tablet in kiosk mode shows none.
 */
const ALONE = ['--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup'];

export default defineConfig({
  testDir: 'bench',
  outputDir: 'test-results/bench',
  workers: 1,
  retries: 0,
  timeout: 300_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  // Its worker would hand the page over at full speed: only the page is slowed down.
  use: { launchOptions: { ...chromium, args: [...(chromium.args ?? []), ...ALONE] }, locale: 'en-GB', viewport: landscape, serviceWorkers: 'block' },
});
