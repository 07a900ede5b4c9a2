/**
 * The main stories in Firefox and WebKit: `browsers/`. A browser that is not on the machine is left out; `make test`
 * installs both where the distribution has them, and says which one it lacks.
 */

import { execFileSync } from 'node:child_process';
import { defineConfig } from '@playwright/test';

const has = (program: string): boolean => {
  try {
    execFileSync('which', [program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};
const absent = [
  has(process.env['FIREFOX'] ?? 'firefox-esr') ? undefined : /firefox/,
  has('WebKitWebDriver') && has('Xvfb') ? undefined : /webkit/,
].filter((pattern) => pattern !== undefined);
for (const pattern of absent) console.log(`Left out, because this machine has no ${pattern.source}.`);

export default defineConfig({
  testDir: 'browsers',
  outputDir: 'test-results/browsers',
  fullyParallel: true,
  forbidOnly: true,
  grepInvert: absent,
  workers: 2,
  retries: 0,
  timeout: 90_000,
  reporter: [['list'], ['json', { outputFile: 'test-results/results.json' }]],
  projects: [{ name: 'landscape' }, { name: 'portrait' }],
});
