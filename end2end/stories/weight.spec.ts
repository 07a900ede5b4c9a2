/** How much a tablet has to fetch before its first sale: every byte on the wire, headers and icons included. */

import { get } from 'node:http';
import { expect, test } from '../harness/server';

/** The gate's own count leaves out the page and all headers (docs/adr/0019). */
const BUDGET_BYTES = 150_000;

/** Bytes of an answer's body as it is sent, still compressed. */
function bytesOnTheWire(url: string): Promise<number> {
  return new Promise((done, failed) => {
    const request = get(url, { headers: { 'accept-encoding': 'gzip, br' } }, (answer) => {
      let bytes = 0;
      answer.on('data', (part: Buffer) => (bytes += part.length));
      answer.on('end', () => done(bytes));
    });
    request.on('error', failed);
  });
}

test(`a cold load is at most ${BUDGET_BYTES} bytes`, async ({ terminal, page }) => {
  const devtools = await page.context().newCDPSession(page);
  const fetched = new Map<string, string>();
  const weights = new Map<string, number>();
  devtools.on('Network.requestWillBeSent', ({ requestId, request }) => fetched.set(requestId, request.url));
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const url = fetched.get(requestId) ?? requestId;
    weights.set(url, (weights.get(url) ?? 0) + encodedDataLength);
  });
  await devtools.send('Network.enable');
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: false });
  await terminal.openKeypad();

  // A headless browser leaves the icons out; a tablet does not.
  const icons = await page
    .locator('link[rel~="icon"], link[rel="apple-touch-icon"], link[rel="manifest"]')
    .evaluateAll((links) => links.map((link) => (link as HTMLLinkElement).href));
  for (const icon of icons) if (!weights.has(icon)) weights.set(icon, await bytesOnTheWire(icon));

  const total = [...weights.values()].reduce((sum, bytes) => sum + bytes, 0);
  console.log(`cold load: ${total} bytes in ${weights.size} requests`);
  for (const [url, bytes] of weights) console.log(`  ${String(bytes).padStart(7)}  ${new URL(url).pathname}`);
  expect([...weights.keys()].some((url) => url.endsWith('.wasm')), 'the module was measured').toBe(true);
  expect(total).toBeLessThanOrEqual(BUDGET_BYTES);
});
