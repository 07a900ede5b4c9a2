/** One screenshot of every state, named by it, for people to look at. */

import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { test, type expect as Expect } from '../harness/server';
import type { Terminal } from '../harness/terminal';
import type { Sandbox } from '../harness/sandbox';

export const GALLERY = join(__dirname, '../../target/gallery');

interface Stage {
  terminal: Terminal;
  sandbox: Sandbox;
  expect: typeof Expect;
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
  'paid-late': async ({ terminal, sandbox, expect }) => {
    const invoice = await terminal.sellUntilInvoice('1250');
    await terminal.cancel();
    await terminal.shows('cancelled');
    await sandbox.pay(invoice);
    await expect(async () => {
      await terminal.page.reload();
      await terminal.shows('paid-late', 500);
    }).toPass({ timeout: 30_000 });
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

test('wallet', async ({ terminal, sandbox, context, witness }) => {
  witness.admit(sandbox.url);
  await sandbox.pay(await terminal.sellUntilInvoice('480'));
  await terminal.shows('paid');
  await terminal.sellUntilInvoice('1250');
  const wallet = await context.newPage();
  await wallet.goto(sandbox.url);
  await photograph({ page: wallet }, 'wallet');
});
