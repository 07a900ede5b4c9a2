/**
 * The search for the API key that is made after every story would find it: planted here on purpose, in every
 * place and every spelling, by a key of this story's own.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect, test } from '../harness/server';
import { Marked } from '../harness/marked';
import { Witness } from '../harness/witness';

const PLANTED = 'planted?~key>of/this-story-7e4b';
/** In the middle of other bytes, which move the spelling in base64. */
const around = (before: number): Buffer =>
  Buffer.concat([Buffer.alloc(before, 0xfa), Buffer.from(PLANTED), Buffer.from([0xfb, 0xfc])]);
const spellings: [string, string][] = [
  ['as it is', `x${PLANTED}y`],
  ['in JSON', JSON.stringify({ key: PLANTED })],
  ['in hex', around(1).toString('hex')],
  ['in HEX', around(2).toString('hex').toUpperCase()],
  ...[0, 1, 2, 3, 4].flatMap((before): [string, string][] => [
    [`in base64 after ${before} bytes`, around(before).toString('base64')],
    [`in base64 for addresses after ${before} bytes`, around(before).toString('base64url')],
  ]),
];

for (const [name, text] of spellings) {
  test(`a key is found ${name}`, () => {
    expect(new Marked(PLANTED).in(`before ${text} after`)).toBeDefined();
    expect(new Marked(`${PLANTED}x`).in(`before ${text} after`)).toBeUndefined();
  });
}

test('a key is found in every place where one could get out', async ({ page, context, demo }, info) => {
  const finder = new Witness(PLANTED);
  finder.watch(context);
  const [plain, base64] = [PLANTED, around(1).toString('base64')];
  const answers: Record<string, { contentType: string; body: string; headers?: Record<string, string> }> = {
    '/planted/page': { contentType: 'text/html', body: `<p>${plain}</p>` },
    '/planted/script.js': { contentType: 'text/javascript', body: `const x = "${base64}"` },
    '/planted/module.wasm': { contentType: 'application/wasm', body: `\0asm\0\0\0\0${plain}` },
    '/planted/header': { contentType: 'text/plain', body: '', headers: { 'x-planted': base64 } },
  };
  await context.route('**/planted/**', async (route) => {
    const answer = answers[new URL(route.request().url()).pathname];
    await route.fulfill(answer ?? { status: 404 });
  });
  await page.goto(demo.url);
  for (const path of Object.keys(answers)) {
    await page.evaluate(async (path) => (await fetch(path)).text(), path);
  }
  const folder = info.outputPath('records');
  mkdirSync(join(folder, 'deeper'), { recursive: true });
  writeFileSync(join(folder, 'kiosk.sqlite'), around(9));
  writeFileSync(join(folder, 'kiosk.sqlite-wal'), base64);
  writeFileSync(join(folder, 'deeper', 'kiosk.wasm.br'), brotliCompressSync(plain));
  writeFileSync(join(folder, 'kiosk.js.gz'), gzipSync(plain));
  const log = `INFO all is well\nINFO the key is ${base64}\nthread 'main' panicked at x.rs: ${plain}\n`;
  const leaks = await finder.leaks(log, [folder]);
  for (const path of Object.keys(answers)) {
    expect(leaks.filter((leak) => leak.includes(`${demo.url}${path}`)), path).toHaveLength(1);
  }
  for (const file of ['kiosk.sqlite (', 'kiosk.sqlite-wal (', 'kiosk.wasm.br (', 'kiosk.js.gz (']) {
    expect(leaks.filter((leak) => leak.startsWith('the file') && leak.includes(file)), file).toHaveLength(1);
  }
  expect(leaks.filter((leak) => leak.startsWith('the log')), 'a line and a panic').toHaveLength(2);
  expect(leaks).toHaveLength(Object.keys(answers).length + 4 + 2);
  expect(await new Witness('another-key').leaks(log, [folder])).toEqual([]);
});
