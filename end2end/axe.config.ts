/** Every screen and state, held against axe-core, fingers and 400 %: `npm run axe`. */

import { defineConfig } from '@playwright/test';
import { chromium, landscape } from './harness/chromium';

export default defineConfig({
  testDir: 'axe',
  outputDir: 'test-results/axe',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/results.json' }]],
  use: { launchOptions: chromium, viewport: landscape, locale: 'en-GB', serviceWorkers: 'block' },
});
