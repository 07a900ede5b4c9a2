/** How fast the kiosk is in a slow tablet's browser. Run by `make bench`, which judges the figures; nothing fails here. */

import { defineConfig } from '@playwright/test';
import { launch, usual } from './bench/slow-tablet';

export default defineConfig({
  testDir: 'bench',
  outputDir: 'test-results/bench',
  workers: 1,
  retries: 0,
  timeout: 300_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: { launchOptions: launch, ...usual },
});
