/** Screenshots of every screen and state, written to `../target/gallery/`: `make gallery`. */

import { defineConfig } from '@playwright/test';
import { chromium, landscape } from './harness/chromium';
import { languages } from './harness/gallery';

export default defineConfig({
  testDir: 'gallery',
  outputDir: 'test-results/gallery',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 600_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  globalTeardown: './gallery/page.ts',
  use: {
    launchOptions: chromium,
    viewport: landscape,
    contextOptions: { reducedMotion: 'reduce' },
    serviceWorkers: 'block',
  },
  projects: [
    // The browser of a language that nobody speaks speaks English.
    ...languages.map((name) => ({ name, testMatch: 'gallery.spec.ts', use: { locale: name === 'de' ? 'de' : 'en-GB' } })),
    // Only where they are wanted anew.
    ...(process.env['KIOSK_KEEP'] ? [{ name: 'best', testMatch: 'best.spec.ts', dependencies: languages }] : []),
  ],
});
