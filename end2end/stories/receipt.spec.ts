/** The receipt: a code on the paid screen, a page on the customer's telephone, and a strip of paper. */

import { writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { BackOffice } from '../harness/back-office';
import { scan } from '../harness/decoders';
import { pageText, text } from '../harness/locales';
import { Office } from '../harness/office';
import { expect, test } from '../harness/server';
import { Staff } from '../harness/staff';
import { Terminal } from '../harness/terminal';

const POINTS_PER_MM = 72 / 25.4;

/** Notes what is sent to a printer, and from which page, instead of asking for one. */
async function noteWhatIsPrinted(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const world = window as unknown as { printed: string[] };
    world.printed = [];
    window.print = () => {
      const top = window.top as unknown as { printed: string[] };
      const { lang } = document.documentElement;
      top.printed.push(`${location.pathname}${location.search} ${lang}: ${document.querySelector('main')?.textContent}`);
    };
  });
  return () => page.evaluate(() => (window as unknown as { printed: string[] }).printed);
}

/** Width and height of each page on paper, in millimetres. */
async function printed(page: Page, file: string): Promise<[number, number][]> {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  writeFileSync(file, pdf);
  const boxes = [...pdf.toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
  return boxes.map(([, wide, high]) => [Number(wide) / POINTS_PER_MM, Number(high) / POINTS_PER_MM]);
}

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
  const printed = await noteWhatIsPrinted(page);
  await sandbox.pay(await terminal.sellUntilInvoice('1250'));
  await terminal.shows('paid');
  await page.getByRole('button', { name: 'Print' }).click();
  await expect.poll(printed).toEqual([expect.stringMatching(/^\/receipt\/[\w-]{43}\?paper=80&lang=en-GB en-GB: [^]*€12\.50/)]);
  await terminal.newSale.click();
  await expect(terminal.amount).toHaveText('€0.00');
  await expect(page.locator('iframe')).toHaveCount(0);
});

test.describe('in a shop that speaks Finnish, on a tablet that speaks English', () => {
  test.use({ settings: { KIOSK_LANGUAGE: 'fi' } });

  test("what is printed is in the customer's language, else in the shop's", async ({ terminal, sandbox, page, browser, witness }) => {
    const printed = await noteWhatIsPrinted(page);
    await terminal.open();
    await terminal.tap('1250');
    await terminal.charge.click();
    await sandbox.pay(await terminal.invoice());
    await terminal.shows('paid');
    await page.locator('.receipt button').click();
    await expect.poll(printed).toEqual([expect.stringContaining(text('fi', 'receipt_paid'))]);
    await page.locator('[data-new-sale]').click();

    await terminal.tap('700');
    await terminal.charge.click();
    await page.locator('[data-language]').selectOption('de');
    await sandbox.pay(await terminal.invoice());
    await terminal.shows('paid');
    await page.locator('.receipt button').click();
    await expect.poll(async () => (await printed())[1]).toContain(text('de', 'receipt_paid'));

    // A telephone that speaks something else than the kiosk reads it as the shop does.
    const address = await page.locator('.receipt').getAttribute('data-receipt');
    const telephone = await browser.newContext({ locale: 'ja-JP' });
    witness.watch(telephone);
    const receipt = await telephone.newPage();
    await receipt.goto(`${terminal.url}/receipt/${address}`);
    await expect(receipt.locator('.paid')).toHaveText(text('fi', 'receipt_paid'));
    await telephone.close();
  });
});

test('the staff find it again after the next sale has begun', async ({ terminal, sandbox, page }) => {
  const printed = await noteWhatIsPrinted(page);
  await sandbox.pay(await terminal.sellUntilInvoice('1250'));
  await terminal.shows('paid');
  await terminal.newSale.click();
  await page.goto(`${terminal.url}/staff/self-test`);
  await page.getByLabel('Receipts are printed on').selectOption('58');
  const staff = new Staff(page, terminal.url);
  await staff.open('/sales');
  await staff.sale('last', '€12.50').getByRole('link').click();
  expect(await scan(page)).toMatch(new RegExp(`^${terminal.url}/receipt/[A-Za-z0-9_-]{43}$`));
  await page.getByRole('button', { name: 'Print' }).click();
  await expect.poll(printed).toEqual([expect.stringMatching(/paper=58&lang=en-GB en-GB: [^]*€12\.50/)]);

  // What is not paid has none.
  await terminal.sellUntilInvoice('300');
  await terminal.cancel();
  await terminal.shows('cancelled');
  await staff.open('/sales');
  await staff.sale('last', '€3.00').getByRole('link').click();
  await expect(staff.answer).toContainText('No.');
  await expect(page.getByRole('button', { name: 'Print' })).toHaveCount(0);
});

test('the office has it, too, and of a late payment as soon as it is accepted', async ({ terminal, sandbox, context }) => {
  const invoice = await terminal.sellUntilInvoice('1250');
  const sale = await terminal.checkout();
  await terminal.cancel();
  await terminal.shows('cancelled');
  await sandbox.pay(invoice, { late: true });
  await terminal.shows('paid-late');

  const office = new BackOffice(await context.newPage(), terminal.url);
  await office.signIn(`/sales/${sale}`);
  await expect(office.page.locator('[data-answer="paid-late"]')).toBeVisible();
  await expect(office.page.locator('[data-receipt]')).toHaveCount(0);
  await (await Staff.of(terminal)).decide('late', 'accept', 'The customer took the goods.');
  await office.page.reload();
  const [receipt] = await Promise.all([
    context.waitForEvent('page'),
    office.page.locator('[data-receipt]').getByRole('link', { name: 'Show' }).click(),
  ]);
  await expect(receipt.locator('.mark').filter({ hasText: pageText('receipt', 'en', 'receipt_late') })).toBeVisible();
  await expect(receipt.locator('.total')).toHaveText('€12.50');
  await expect(receipt.locator('script')).toHaveCount(0);
});

test('in training it says so, on paper twice, for whoever tears off the top', async ({ terminal, sandbox, page }) => {
  await sandbox.pay(await terminal.sellUntilInvoice('1250'));
  await terminal.shows('paid');
  const path = await page.locator('.receipt').getAttribute('data-receipt');
  await page.goto(`${terminal.url}/receipt/${path}?paper=80`);
  await page.emulateMedia({ media: 'print' });
  const mark = page.getByText(pageText('shared', 'en', 'test_money'));
  await expect(mark).toHaveCount(2);
  await expect(mark.first()).toBeVisible();
  await expect(mark.last()).toBeVisible();
  await page.goto(`${terminal.url}/offline`);
  await expect(mark).toBeVisible();
});

test('in a shop it does not', async ({ shop, sandbox, page, witness }) => {
  witness.admit(shop.url);
  const terminal = new Terminal(page, shop.url);
  await sandbox.pay(await terminal.sellUntilInvoice('1250'));
  await terminal.shows('paid');
  const path = await page.locator('.receipt').getAttribute('data-receipt');
  await page.goto(`${shop.url}/receipt/${path}?paper=80`);
  await expect(page.locator('.total')).toHaveText('€12.50');
  await expect(page.locator('.mark')).toHaveCount(0);
});

for (const [paper, width] of [['58', 58], ['80', 80], ['a4', 210]] as const) {
  test(`on paper of ${width} mm it is one page of that width`, async ({ terminal, sandbox, page }, info) => {
    await sandbox.pay(await terminal.sellUntilInvoice('1250'));
    await terminal.shows('paid');
    const path = await page.locator('.receipt').getAttribute('data-receipt');
    await page.goto(`${terminal.url}/receipt/${path}?paper=${paper}`);
    const pages = await printed(page, info.outputPath(`receipt-${paper}.pdf`));
    expect(pages, 'pages').toHaveLength(1);
    expect(Math.abs((pages[0]?.[0] ?? 0) - width)).toBeLessThan(1);
    // A roll is cut where the receipt ends.
    if (paper !== 'a4') expect(pages[0]?.[1]).toBeLessThan(140);
  });
}

test('sixty items stand on one strip of a roll, and on as few sheets as it takes', async ({ terminal, demo, sandbox, page }, info) => {
  test.slow();
  const office = await Office.ofDemo(demo.url);
  const item = (n: number) => `Article number ${n} of a long and varied list;${n},50;19;;;`;
  await office.items(['name;price;vat;category;code;offer', ...Array.from({ length: 60 }, (_, n) => item(n + 1))].join('\n'));
  await office.selling('catalogue', false);
  const html = await (await page.request.get(`${demo.url}/catalogue`)).text();
  const more = await (await page.request.get(`${demo.url}/catalogue?page=1`)).text();
  const ids = new Set([...`${html}${more}`.matchAll(/name="item" value="([0-9a-f-]{36})"/g)].map(([, id]) => id as string));
  expect(ids.size).toBe(60);
  for (const item of ids) await page.request.post(`${demo.url}/catalogue/cart`, { form: { do: 'add', item }, headers: { origin: demo.url } });
  await page.goto(`${demo.url}/catalogue`);
  await page.locator('[data-pay]').click();
  await sandbox.pay(await terminal.invoice());
  await terminal.shows('paid');
  const path = await page.locator('.receipt').getAttribute('data-receipt');
  for (const [paper, width] of [['58', 58], ['80', 80]] as const) {
    await page.goto(`${demo.url}/receipt/${path}?paper=${paper}`);
    await expect(page.locator('.sold li:not(.within)')).toHaveCount(60);
    const pages = await printed(page, info.outputPath(`long-${paper}.pdf`));
    expect(pages, `pages of ${paper}`).toHaveLength(1);
    expect(Math.abs((pages[0]?.[0] ?? 0) - width)).toBeLessThan(1);
    const { height } = (await page.locator('main').boundingBox())!;
    const spare = (pages[0]?.[1] ?? 0) - (height * 25.4) / 96;
    expect(spare, 'no more paper than it needs').toBeLessThan(15);
  }
  await page.goto(`${demo.url}/receipt/${path}?paper=a4`);
  expect((await printed(page, info.outputPath('long-a4.pdf'))).length).toBeGreaterThan(1);
});
