/** The main stories in Firefox and in WebKit, because half of the tablets are iPads. */

import { CASHIER } from '../harness/back-office';
import { landscape, portrait } from '../harness/chromium';
import { scanned } from '../harness/decoders';
import { text } from '../harness/locales';
import { Office } from '../harness/office';
import { expect, test as base } from '../harness/server';
import { Visitor } from './visitor';
import { Firefox } from './firefox';
import { WebKit } from './webkit';

const ITEMS = ['name;price;vat;category;code;offer', 'Kahvi;3,50;19;;;', 'Pulla;2,40;7;;;'].join('\n');

const test = base.extend<{ visitor: Visitor; engine: 'firefox' | 'webkit'; witness: undefined }, { firefox: Firefox }>({
  engine: ['firefox', { option: true }],

  // It watches Chromium, which is not in these stories.
  witness: [async ({}, use) => await use(undefined), { auto: true }],

  firefox: [
    async ({}, use) => {
      const firefox = await Firefox.start();
      await use(firefox);
      await firefox.close();
    },
    { scope: 'worker' },
  ],

  visitor: async ({ demo, firefox, engine }, use, info) => {
    const size = info.project.name === 'portrait' ? portrait : landscape;
    const driver = engine === 'firefox' ? await firefox.tab(size) : await WebKit.start(size);
    await use(new Visitor(driver, demo.url));
    if (info.status !== info.expectedStatus) {
      await info.attach('screen', { body: await driver.picture(), contentType: 'image/png' });
    }
    await driver.close();
  },
});

/** Has the browser be a terminal that sells items. */
async function sells(visitor: Visitor, url: string, mode: 'catalogue' | 'self-service', tip: boolean): Promise<void> {
  // The first browser that comes is the terminal.
  await visitor.openKeypad();
  const office = await Office.ofDemo(url);
  await office.items(ITEMS);
  await office.selling(mode, tip);
  await visitor.driver.open(url);
}

for (const engine of ['firefox', 'webkit'] as const) {
  test.describe(engine, () => {
    test.use({ engine });

    test('a sale is keyed in by touch, scanned and paid, and the next one begins empty', async ({ visitor, sandbox }) => {
      await visitor.sell('1250');
      const invoice = await visitor.invoice();
      expect(scanned(await visitor.driver.picture())).toBe(`LIGHTNING:${invoice.toUpperCase()}`);
      await sandbox.pay(invoice);
      await visitor.shows('paid');
      await visitor.comesTrue(`document.querySelector('[data-paid]').textContent.includes('€12.50')`);
      await visitor.tapButton('New sale');
      await visitor.reads('[data-amount]', '€0.00');
      expect(await sandbox.onlySession()).toMatchObject({ amount: 1250, paid: true });
    });

    test('a sale is keyed in and charged on a keyboard', async ({ visitor, sandbox }) => {
      await visitor.openKeypad();
      await visitor.driver.press(['4', '2', '0', '0', 'Backspace', '+', '5', '0']);
      await visitor.driver.press(['Enter']);
      await visitor.invoice();
      expect(await sandbox.onlySession()).toMatchObject({ amount: 470 });
    });

    test('a reload shows the same code, and a double tap is one sale', async ({ visitor, sandbox }) => {
      await visitor.openKeypad();
      await visitor.key('980');
      await visitor.tap('[data-charge]');
      const invoice = await visitor.invoice();
      await visitor.driver.reload();
      expect(await visitor.invoice()).toBe(invoice);
      await sandbox.onlySession();
    });

    test('a cancelled sale is cancelled, and money that comes after all is told of', async ({ visitor, sandbox }) => {
      await visitor.sell('1250');
      const invoice = await visitor.invoice();
      await visitor.answersToTaps();
      await visitor.tapButton('Cancel sale');
      await visitor.has('dialog[open]');
      await visitor.tapButton('Cancel sale');
      await visitor.shows('cancelled');
      await sandbox.pay(invoice, { late: true });
      await visitor.has('[data-alarms] a');
      await visitor.shows('paid-late');
    });

    test('the code stays while Mion is silent, and turns to paid when it is back', async ({ visitor, sandbox }) => {
      await visitor.sell('300');
      const invoice = await visitor.invoice();
      await sandbox.down(true);
      await visitor.comesTrue(`document.body.textContent.includes('Waiting for Mion')`);
      expect(await visitor.invoice()).toBe(invoice);
      await sandbox.down(false);
      await sandbox.pay(invoice);
      await visitor.shows('paid');
    });

    test('a customer orders, tips and pays on their own in their own language, and takes the receipt', async ({ visitor, demo, sandbox }) => {
      await sells(visitor, demo.url, 'self-service', true);
      await visitor.tapButton('Suomi');
      await visitor.comesTrue(`document.documentElement.lang === 'fi' && document.querySelector('.goods')`);
      await visitor.tap('.goods');
      await visitor.comesTrue(`document.querySelector('[data-pay]')?.textContent.includes('3,50')`);
      await visitor.tap('[data-pay]');
      await visitor.tap('[data-tip]:not([data-tip="none"])');
      const invoice = await visitor.invoice();
      await visitor.comesTrue(`document.documentElement.lang === 'fi'`);
      await sandbox.pay(invoice);
      await visitor.shows('paid');
      await visitor.comesTrue(`document.querySelector('[data-paid]').textContent.includes(${JSON.stringify(text('fi', 'paid'))})`);
      await visitor.comesTrue(`document.querySelector('.receipt img')?.complete`);
      expect((await sandbox.onlySession()).amount).toBeGreaterThan(350);
      const token = await visitor.driver.value<string>(`document.querySelector('.receipt').dataset.receipt`);
      await visitor.driver.open(`${demo.url}/receipt/${token}?lang=fi`);
      await visitor.reads('.paid', text('fi', 'receipt_paid'));
      await visitor.comesTrue(`document.querySelector('.sold').textContent.includes('Kahvi')`);
    });

    test('staff sell items from the shelf, and the cart is empty for the next customer', async ({ visitor, demo, sandbox }) => {
      await sells(visitor, demo.url, 'catalogue', false);
      await visitor.tap('.goods');
      await visitor.has('[data-line]');
      await visitor.tap('[data-pay]');
      await sandbox.pay(await visitor.invoice());
      await visitor.shows('paid');
      await visitor.tap('[data-new-sale]');
      await visitor.has('.cart-empty');
    });

    test.describe('where PINs are asked for', () => {
      test.use({ settings: { KIOSK_DEMO_PINS: 'true' } });

      test('staff see the last sales with theirs', async ({ visitor, demo }) => {
        await visitor.openKeypad();
        await visitor.driver.open(`${demo.url}/staff/sales`);
        await visitor.tapButton(CASHIER.name);
        await visitor.has('input[name="pin"]');
        await visitor.tap('input[name="pin"]');
        await visitor.driver.press([...CASHIER.pin, 'Enter']);
        await visitor.reads('h1', 'Sales');
      });
    });

    test('nothing is out of reach: no screen scrolls sideways', async ({ visitor }) => {
      await visitor.openKeypad();
      const overflow = 'document.documentElement.scrollWidth - innerWidth';
      expect(await visitor.driver.value<number>(overflow)).toBeLessThanOrEqual(0);
      await visitor.key('1250');
      await visitor.tap('[data-charge]');
      await visitor.invoice();
      expect(await visitor.driver.value<number>(overflow)).toBeLessThanOrEqual(0);
    });
  });
}
