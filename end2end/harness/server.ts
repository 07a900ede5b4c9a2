/**
 * What every story gets: a demo of its own on free ports with its own sandbox and database, a terminal in a
 * browser, and a witness. A story can ask for other settings, for a second terminal, and for the program as a
 * shop runs it (`serve`) against the demo's sandbox.
 */

import { type BrowserContext, test as base, expect } from '@playwright/test';
import { Office } from './office';
import { freePort, Program, SITE, type Settings } from './program';
import { Sandbox } from './sandbox';
import { Terminal } from './terminal';
import { Witness } from './witness';

/** Looks like nothing else, so that finding it anywhere means that it leaked. */
export const API_KEY = 'key-of-the-end2end-stories-5d1f0c93';

interface Stories {
  /** Settings of the demo beyond where it listens. */
  settings: Settings;
  witness: Witness;
  sandbox: Sandbox;
  demo: Program;
  /** What a program as a shop runs it needs to reach the demo's sandbox. */
  shopSettings: Settings;
  /** Makes the story's browser one of the terminals of a program as a shop runs it. */
  pair: (shop: Program) => Promise<void>;
  /** A program as a shop runs it, which reaches the sandbox by its settings alone. The story's browser is one of its terminals. */
  shop: Program;
  /** The terminal of the story, at the demo. */
  terminal: Terminal;
  /** Another terminal with a browser profile of its own, at the same program, paired by the owner. */
  anotherTerminal: (options?: { javaScriptEnabled?: boolean }) => Promise<Terminal>;
  programs: Program[];
}

export const test = base.extend<Stories>({
  settings: [{}, { option: true }],

  programs: [
    async ({}, use, info) => {
      const programs: Program[] = [];
      await use(programs);
      for (const program of programs) await program.stop();
      if (info.status !== info.expectedStatus) {
        const log = programs.map((program) => program.log).join('\n');
        await info.attach('log', { body: log, contentType: 'text/plain' });
      }
    },
    { auto: true },
  ],

  sandbox: async ({}, use) => {
    await use(new Sandbox(`http://127.0.0.1:${await freePort()}`));
  },

  demo: async ({ programs, sandbox, settings }, use) => {
    const addr = new URL(sandbox.url).host;
    const more = { KIOSK_SANDBOX_ADDR: addr, KIOSK_SANDBOX_KEY: API_KEY, ...settings };
    const demo = new Program('demo', await freePort(), more);
    programs.push(demo);
    await demo.start();
    await use(demo);
  },

  shopSettings: async ({ sandbox, demo }, use) => {
    expect(demo.running, 'the sandbox runs inside the demo').toBe(true);
    await use({ MION_BASE_URL: sandbox.url, MION_API_KEY: API_KEY, MION_LIGHTNING_NETWORK: 'regtest' });
  },

  pair: async ({ context }, use) => {
    await use(async (shop) => {
      const office = await Office.ofShop(shop.url, shop.log);
      const cookie = await office.terminal('Bar');
      // Its day is opened already: nobody is asked whether the tablet is to be tried first.
      const opened = { name: 'kiosk-opened', value: '1', url: shop.url };
      await context.addCookies([{ ...cookie, sameSite: 'Strict', httpOnly: true }, opened]);
    });
  },

  shop: async ({ programs, shopSettings, pair }, use) => {
    const shop = new Program('serve', await freePort(), shopSettings);
    programs.push(shop);
    await shop.start();
    await pair(shop);
    await use(shop);
  },

  witness: [
    async ({ context, demo, programs }, use) => {
      const witness = new Witness(API_KEY);
      witness.admit(demo.url);
      witness.watch(context);
      await use(witness);
      const logs = programs.map((program) => program.log).join('\n');
      await witness.testify(logs, [SITE, ...programs.map((program) => program.folder)]);
    },
    { auto: true },
  ],

  terminal: async ({ page, context, demo }, use) => {
    // The demo's first browser is a terminal by itself, and this is the first.
    await context.request.get(demo.url);
    await use(new Terminal(page, demo.url));
  },

  // After the story's own, which has to be the first.
  anotherTerminal: async ({ browser, demo, witness, terminal: _first }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({ serviceWorkers: 'block', ...options });
      contexts.push(context);
      witness.watch(context);
      const office = await Office.ofDemo(demo.url);
      const cookie = await office.terminal(`Terminal ${contexts.length + 1}`);
      await context.addCookies([{ ...cookie, sameSite: 'Strict', httpOnly: true }]);
      return new Terminal(await context.newPage(), demo.url);
    });
    for (const context of contexts) await context.close();
  },
});

export { expect };
