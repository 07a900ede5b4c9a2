/** The five figures of the kiosk in a browser: medians, written to the file that `KIOSK_BENCH_FILE` names. */

import { writeFileSync } from 'node:fs';
import type { Browser, Cookie } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { scan } from '../harness/decoders';
import { Office } from '../harness/office';
import { freePort, Program } from '../harness/program';
import { Sandbox } from '../harness/sandbox';
import { median } from './median';
import { now, SlowTablet } from './slow-tablet';

/** How often everything is measured. */
const ROUNDS = 9;
const KEY = 'key-of-the-bench';

test('a median is the middle', () => {
  expect(median([9_000, 3, 1])).toBe(3);
  expect(median([4, 1, 2, 9_000])).toBe(3);
  expect(() => median([])).toThrow();
});

test('the kiosk in a slow browser', async ({ browser }) => {
  const sandbox = new Sandbox(`http://127.0.0.1:${await freePort()}`);
  const demo = new Program('demo', await freePort(), {
    KIOSK_SANDBOX_ADDR: new URL(sandbox.url).host,
    KIOSK_SANDBOX_KEY: KEY,
  });
  const shop = new Program('serve', await freePort(), {
    MION_BASE_URL: sandbox.url,
    MION_API_KEY: KEY,
    MION_LIGHTNING_NETWORK: 'regtest',
  });
  try {
    await demo.start();
    await shop.start();
    const told = await cookie(await Office.ofDemo(demo.url));
    // Nobody tells this one anything: it asks.
    const asking = await cookie(await Office.ofShop(shop.url, shop.log));

    const figures: Record<string, number> = {};
    Object.assign(figures, await loads(browser, demo.url, told));
    const byHint = await sales(sandbox, demo.url, told);
    const byAsking = await sales(sandbox, shop.url, asking);
    figures['charge_to_code_ms'] = byHint.code;
    figures['paid_by_hint_ms'] = byHint.paid;
    figures['paid_by_asking_ms'] = byAsking.paid;
    for (const [name, value] of Object.entries(figures)) {
      expect(value, name).toBeGreaterThan(0);
      console.log(`  ${name}: ${value.toFixed(1)}`);
    }
    const file = process.env['KIOSK_BENCH_FILE'];
    if (file) writeFileSync(file, JSON.stringify(figures, null, 2));
  } finally {
    await shop.stop();
    await demo.stop();
  }
});

async function cookie(office: Office): Promise<Cookie[]> {
  const { name, value, url } = await office.terminal('Bar');
  const usual = { domain: new URL(url).hostname, path: '/', expires: -1, httpOnly: true, secure: false };
  const kept = (name: string, value: string): Cookie => ({ ...usual, name, value, sameSite: 'Strict' });
  // The day is opened already: nobody is asked whether the tablet is to be tried first.
  return [kept(name, value), kept('kiosk-opened', '1')];
}

/** Loads in a browser that was never here, and again in the same one. */
async function loads(browser: Browser, url: string, cookies: Cookie[]): Promise<Record<string, number>> {
  const [cold, warm]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    const tablet = await SlowTablet.unpack(browser, url, cookies);
    cold.push(await tablet.load());
    warm.push(await tablet.load());
    await tablet.away();
  }
  console.log(`  cold: ${cold.map(Math.round).join(' ')}; warm: ${warm.map(Math.round).join(' ')}`);
  return { cold_load_ms: median(cold), warm_load_ms: median(warm) };
}

/** Sales that are paid when their code has been on the screen for a while. */
async function sales(
  sandbox: Sandbox,
  url: string,
  cookies: Cookie[],
): Promise<{ code: number; paid: number }> {
  const [codes, paids]: [number[], number[]] = [[], []];
  const tablet = await SlowTablet.atWork(url, cookies);
  for (let round = 0; round < ROUNDS; round += 1) {
    const { took, invoice } = await tablet.charge();
    codes.push(took);
    // A phone can read it.
    const text = await scan(tablet.terminal.page);
    expect(text.toLowerCase()).toContain(invoice.toLowerCase());
    // At any moment between two looks of the server's.
    await tablet.terminal.page.waitForTimeout(700 + 67 * round);
    const settled = now();
    await sandbox.pay(invoice);
    paids.push((await tablet.paid()) - settled);
  }
  await tablet.away();
  console.log(`  code: ${codes.map(Math.round).join(' ')}; paid: ${paids.map(Math.round).join(' ')}`);
  return { code: median(codes), paid: median(paids) };
}
