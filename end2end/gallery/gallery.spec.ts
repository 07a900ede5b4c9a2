/** One screenshot of every state, named by it, for people to look at. */

import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Staff } from '../harness/staff';
import { test, type expect as Expect } from '../harness/server';
import type { Terminal } from '../harness/terminal';
import type { Sandbox } from '../harness/sandbox';

export const GALLERY = join(__dirname, '../../target/gallery');

interface Stage {
  terminal: Terminal;
  sandbox: Sandbox;
  expect: typeof Expect;
}

/** A sale that was cancelled, and then paid after all. */
async function payLate({ terminal, sandbox, expect }: Stage, cents: string): Promise<void> {
  const invoice = await terminal.sellUntilInvoice(cents);
  await terminal.cancel();
  await terminal.shows('cancelled');
  await sandbox.pay(invoice, { late: true });
  await expect(terminal.banner).toBeVisible();
}

const states: Record<string, (stage: Stage) => Promise<void>> = {
  'keypad-empty': async ({ terminal }) => terminal.openKeypad(),
  'keypad-amount': async ({ terminal }) => {
    await terminal.openKeypad();
    await terminal.tap('1250');
  },
  'keypad-sum': async ({ terminal }) => {
    await terminal.openKeypad();
    await terminal.tap('1250+300+4999');
  },
  'keypad-above-limit': async ({ terminal }) => {
    await terminal.openKeypad();
    await terminal.tap('999999999');
  },
  opening: async ({ terminal, sandbox }) => {
    await sandbox.script('create_session', { kind: 'delay', ms: 60_000 });
    await terminal.sell('1250');
    await terminal.shows('opening');
  },
  'opening-slow': async ({ terminal, sandbox, expect }) => {
    await sandbox.script('create_session', { kind: 'delay', ms: 60_000 });
    await terminal.sell('1250');
    await expect(terminal.page.getByText(/still trying/i).first()).toBeVisible();
  },
  'opening-mion-silent': async ({ terminal, sandbox, expect }) => {
    await sandbox.down(true);
    await terminal.sell('1250');
    await expect(terminal.page.getByText(/waiting for mion/i).first()).toBeVisible();
  },
  'awaiting-payment': async ({ terminal }) => {
    await terminal.sellUntilInvoice('1250');
  },
  'awaiting-payment-mion-silent': async ({ terminal, sandbox, expect }) => {
    await terminal.sellUntilInvoice('1250');
    await sandbox.down(true);
    await expect(terminal.page.getByText(/waiting for mion/i).first()).toBeVisible();
  },
  'awaiting-payment-reconnecting': async ({ terminal, expect }) => {
    await terminal.sellUntilInvoice('1250');
    await terminal.page.context().setOffline(true);
    await expect(terminal.page.getByText(/reconnecting/i).first()).toBeVisible();
  },
  'cancel-question': async ({ terminal }) => {
    await terminal.sellUntilInvoice('1250');
    await terminal.askToCancel();
  },
  confirming: async ({ terminal, sandbox }) => {
    await terminal.sellUntilInvoice('1250');
    await sandbox.show(await sandbox.onlySession(), { status: 'funding-received' });
    await terminal.shows('confirming');
  },
  paid: async ({ terminal, sandbox }) => {
    await sandbox.pay(await terminal.sellUntilInvoice('124000'));
    await terminal.shows('paid');
  },
  'paid-late': async (stage) => {
    await payLate(stage, '1250');
    await stage.terminal.shows('paid-late');
  },
  'paid-late-decided': async (stage) => {
    await payLate(stage, '1250');
    const id = await stage.terminal.checkout();
    await (await Staff.of(stage.terminal)).decide('late', 'accept');
    await stage.terminal.page.goto(`${stage.terminal.url}/checkout/${id}`);
    await stage.terminal.shows('paid-late');
  },
  'paid-while-put-aside': async ({ terminal, sandbox, expect }) => {
    const invoice = await terminal.sellUntilInvoice('1250');
    const sale = terminal.page.url();
    await terminal.putAside();
    await sandbox.pay(invoice);
    await expect(terminal.banner).toBeVisible();
    await terminal.page.goto(sale);
    await terminal.shows('paid-late');
  },
  'keypad-with-alarm': async (stage) => {
    await payLate(stage, '1250');
    await stage.terminal.newSale.click();
  },
  'awaiting-payment-with-alarm': async (stage) => {
    await payLate(stage, '1250');
    await stage.terminal.newSale.click();
    await stage.terminal.tap('4200');
    await stage.terminal.charge.click();
    await stage.terminal.invoice();
  },
  alarms: async (stage) => {
    await payLate(stage, '1250');
    await payLate(stage, '99900');
    const inbox = await Staff.of(stage.terminal);
    await stage.expect(inbox.card('late')).toHaveCount(2);
    await stage.terminal.page.getByText('Mion says').first().click();
  },
  'alarms-accept': async (stage) => {
    await payLate(stage, '1250');
    await (await Staff.of(stage.terminal)).ask('late', 'accept');
  },
  'alarms-link': async (stage) => {
    await stage.terminal.sellUntilInvoice('4200');
    await stage.terminal.putAside();
    await payLate(stage, '1250');
    const question = await (await Staff.of(stage.terminal)).ask('late', 'link');
    await stage.expect(question.getByText('€42.00')).toBeVisible();
  },
  'alarms-decided': async (stage) => {
    await payLate(stage, '1250');
    await payLate(stage, '99900');
    await (await Staff.of(stage.terminal)).decide('late', 'refund', 'in cash');
  },
  'alarms-empty': async ({ terminal, expect }) => {
    await terminal.page.goto(`${terminal.url}/staff/alarms`);
    await expect(terminal.newSale).toBeVisible();
  },
  sales: async ({ terminal, sandbox }) => {
    await terminal.sellUntilInvoice('1250');
    await terminal.putAside();
    await terminal.tap('99900');
    await terminal.charge.click();
    await terminal.invoice();
    await terminal.putAside();
    await sandbox.script('create_session', { kind: 'delay', ms: 60_000 });
    await terminal.sell('4200');
    await terminal.page.goBack();
    await (await terminal.openSales()).getByText('€42.00').waitFor();
  },
  'sales-empty': async ({ terminal }) => {
    await terminal.page.goto(`${terminal.url}/staff/sales`);
    await terminal.newSale.waitFor();
  },
  cancelling: async ({ terminal, sandbox }) => {
    await terminal.sellUntilInvoice('1250');
    await sandbox.script('status', { kind: 'delay', ms: 5_000 }, 5);
    await terminal.cancel();
    await terminal.shows('cancelling');
  },
  'keypad-mion-silent': async ({ terminal, sandbox, expect }) => {
    await terminal.sellUntilInvoice('1250');
    await sandbox.down(true);
    await expect(terminal.page.getByText(/waiting for mion/i).first()).toBeVisible();
    await terminal.putAside();
    await terminal.tap('1250');
    await expect(terminal.charge).toBeDisabled();
  },
  'keypad-no-server': async ({ terminal, expect }) => {
    await terminal.openKeypad();
    await terminal.page.context().setOffline(true);
    await terminal.tap('1250');
    await expect(terminal.charge).toBeDisabled();
  },
  cancelled: async ({ terminal }) => {
    await terminal.sellUntilInvoice('1250');
    await terminal.cancel();
    await terminal.shows('cancelled');
  },
  blocked: async ({ terminal, sandbox }) => {
    await sandbox.script('create_attempt', { kind: 'block' });
    await terminal.sell('1250');
    await terminal.shows('blocked');
  },
  'blocked-missing-details': async ({ terminal, sandbox }) => {
    const patch = { missingComplianceCustomerFields: ['name', 'email'], lnInvoice: null };
    await sandbox.script('create_attempt', { kind: 'patch', patch });
    await terminal.sell('1250');
    await terminal.shows('blocked');
  },
  failed: async ({ terminal, sandbox }) => {
    await sandbox.script('create_attempt', { kind: 'invoice_amount' });
    await terminal.sell('1250');
    await terminal.shows('failed');
  },
  refused: async ({ terminal, sandbox }) => {
    await sandbox.script('create_session', { kind: 'status', code: 403 });
    await terminal.sell('1250');
    await terminal.shows('failed');
  },
  unknown: async ({ terminal }) => {
    await terminal.page.goto(`${terminal.url}/checkout/${randomUUID()}`);
    await terminal.shows('unknown');
  },
  'not-found': async ({ terminal }) => {
    await terminal.page.goto(`${terminal.url}/nowhere`);
    await terminal.shows('not-found');
  },
};

async function photograph(terminal: Pick<Terminal, 'page'>, name: string): Promise<void> {
  const path = join(GALLERY, `${name}-${test.info().project.name}.png`);
  await terminal.page.screenshot({ path, animations: 'disabled' });
}

for (const [name, reach] of Object.entries(states)) {
  test(name, async ({ terminal, sandbox, witness }) => {
    witness.expectComplaint(/Failed to load resource/);
    await reach({ terminal, sandbox, expect: test.expect });
    await photograph(terminal, name);
  });
}

test.describe('a short session', () => {
  test.use({ settings: { MION_SESSION_SECONDS: '4' } });

  test('expired', async ({ terminal }) => {
    await terminal.sellUntilInvoice('1250');
    await terminal.shows('expired', 20_000);
    await photograph(terminal, 'expired');
  });
});

test.describe('regular bitcoin', () => {
  test.use({ settings: { MION_ON_CHAIN: 'true', MION_SESSION_SECONDS: '14400' } });

  const chain: Record<string, (stage: Stage, address: string) => Promise<void>> = {
    'on-chain': async () => {},
    seen: async ({ terminal, sandbox }, address) => {
      await sandbox.payOnChain(address, 25_000);
      await terminal.shows('seen');
    },
    'seen-with-a-low-fee': async ({ terminal, sandbox, expect }, address) => {
      await sandbox.payOnChain(address, 25_000);
      await sandbox.show(await sandbox.onlySession(), { feeStatus: 'too-low' });
      await expect(terminal.page.getByText(/fee is low/i).first()).toBeVisible();
    },
    underpaid: async ({ terminal, sandbox }, address) => {
      await sandbox.payOnChain(address, 20_000, { confirmed: true });
      await terminal.shows('underpaid');
    },
    'cancelled-underpaid': async ({ terminal, sandbox, expect }, address) => {
      await sandbox.payOnChain(address, 20_000, { confirmed: true });
      await terminal.shows('underpaid');
      await terminal.cancel();
      await terminal.shows('cancelled');
      await expect(terminal.banner).toBeVisible();
    },
    overpaid: async ({ terminal, sandbox, expect }, address) => {
      await sandbox.payOnChain(address, 30_000, { confirmed: true });
      await terminal.shows('paid');
      await expect(terminal.page.locator('[data-too-much]')).toBeVisible();
    },
  };
  for (const [name, reach] of Object.entries(chain)) {
    test(name, async ({ terminal, sandbox }) => {
      await terminal.sellUntilInvoice('1250');
      const address = await terminal.page.locator('[data-address]').innerText();
      await reach({ terminal, sandbox, expect: test.expect }, address);
      await photograph(terminal, name);
    });
  }
});

test('wallet', async ({ terminal, sandbox, context, witness }) => {
  witness.admit(sandbox.url);
  await sandbox.pay(await terminal.sellUntilInvoice('480'));
  await terminal.shows('paid');
  await terminal.sellUntilInvoice('1250');
  const wallet = await context.newPage();
  await wallet.goto(sandbox.url);
  await photograph({ page: wallet }, 'wallet');
});
