/** The receipt: a code on the paid screen, a page on the customer's telephone, and a strip of paper. */

import { writeFileSync } from 'node:fs';
import { scan } from '../harness/decoders';
import { expect, test } from '../harness/server';

const POINTS_PER_MM = 72 / 25.4;

test('the customer takes the receipt along, and sees nothing but it', async ({ terminal, sandbox, page, browser, witness }) => {
  await sandbox.pay(await terminal.sellUntilInvoice('124050'));
  await terminal.shows('paid');
  await expect(page.getByAltText('QR code of the receipt')).toHaveJSProperty('complete', true);
  const address = await scan(page);
  expect(address).toMatch(new RegExp(`^${terminal.url}/receipt/[A-Za-z0-9_-]{43}$`));
  const code = await page.locator('[data-code]').innerText();

  const telephone = await browser.newContext({
    javaScriptEnabled: false,
    locale: 'de-DE',
    viewport: { width: 390, height: 844 },
  });
  witness.watch(telephone);
  const receipt = await telephone.newPage();
  await receipt.goto(address);
  await expect(receipt.locator('.total')).toHaveText('1.240,50\u00a0€');
  await expect(receipt.locator('main')).toContainText('Mit Bitcoin bezahlt');
  await expect(receipt.locator('main')).toContainText(code);
  await expect(receipt.locator('a, button, script, form')).toHaveCount(0);
  expect(await telephone.cookies()).toEqual([]);
  await telephone.close();
});

test('staff print it from the paid screen', async ({ terminal, sandbox, page }) => {
  await page.addInitScript(() => {
    const world = window as unknown as { printed: string[] };
    world.printed = [];
    window.print = () => {
      const top = window.top as unknown as { printed: string[] };
      top.printed.push(`${location.pathname}${location.search}: ${document.querySelector('.total')?.textContent}`);
    };
  });
  await sandbox.pay(await terminal.sellUntilInvoice('1250'));
  await terminal.shows('paid');
  await page.getByRole('button', { name: 'Print' }).click();
  const printed = () => page.evaluate(() => (window as unknown as { printed: string[] }).printed);
  await expect.poll(printed).toEqual([expect.stringMatching(/^\/receipt\/[\w-]{43}\?paper=80: €12\.50$/)]);
  await terminal.newSale.click();
  await expect(terminal.amount).toHaveText('€0.00');
  await expect(page.locator('iframe')).toHaveCount(0);
});

for (const [paper, width] of [['58', 58], ['80', 80], ['a4', 210]] as const) {
  test(`on paper of ${width} mm it is one page of that width`, async ({ terminal, sandbox, page }, info) => {
    await sandbox.pay(await terminal.sellUntilInvoice('1250'));
    await terminal.shows('paid');
    const path = await page.locator('.receipt').getAttribute('data-receipt');
    await page.goto(`${terminal.url}/receipt/${path}?paper=${paper}`);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    writeFileSync(info.outputPath(`receipt-${paper}.pdf`), pdf);
    const boxes = [...pdf.toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
    expect(boxes, 'pages').toHaveLength(1);
    expect(Math.abs(Number(boxes[0]?.[1]) / POINTS_PER_MM - width)).toBeLessThan(1);
  });
}
