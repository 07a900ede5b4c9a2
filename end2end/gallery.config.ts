/** Screenshots of every state in both orientations, light and dark, written to `../target/gallery/`. */

import { defineConfig } from '@playwright/test';
import { chromium, landscape, portrait } from './harness/chromium';

const schemes = ['light', 'dark'] as const;
const shapes = { landscape, portrait };

export default defineConfig({
  testDir: 'gallery',
  outputDir: 'test-results/gallery',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: { launchOptions: chromium, locale: 'en-GB' },
  projects: Object.entries(shapes).flatMap(([shape, viewport]) =>
    schemes.map((colorScheme) => ({ name: `${shape}-${colorScheme}`, use: { viewport, colorScheme } })),
  ),
});
