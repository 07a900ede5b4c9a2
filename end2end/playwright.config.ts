/**
 * Every user story in a real browser against the real program.
 *
 * - `harness/`: starts the program, controls the sandbox, watches the browser, reads QR codes and invoices
 * - `stories/`: what a person does and sees, one file per kind of day
 * - `gallery/`: screenshots of every state, for people to look at (`npm run gallery`)
 *
 * Nothing is retried and nothing sleeps: a story that fails once has failed.
 */

import { defineConfig } from '@playwright/test';
import { chromium, landscape, portrait } from './harness/chromium';

export default defineConfig({
  testDir: 'stories',
  outputDir: 'test-results/stories',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/results.json' }]],
  // The stories of the installed app let its worker in; the browser does not show the rest what it hands over.
  use: { launchOptions: chromium, locale: 'en-GB', screenshot: 'only-on-failure', serviceWorkers: 'block' },
  projects: [
    { name: 'landscape', use: { viewport: landscape } },
    { name: 'portrait', use: { viewport: portrait } },
  ],
});
