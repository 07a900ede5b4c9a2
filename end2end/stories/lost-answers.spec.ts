/** Answers of Mion that do not arrive, or not whole: the kiosk asks again without doubling anything. */

import type { Answer } from '../harness/sandbox';
import { expect, test } from '../harness/server';

const done: Record<string, Answer> = {
  'is cut off before it comes': { kind: 'act_then_drop' },
  'comes only half': { kind: 'half' },
  'is not JSON': { kind: 'malformed' },
  'is an error although the session was made': { kind: 'act_then_status', code: 502, body: '<html>Bad gateway</html>' },
};

for (const [name, answer] of Object.entries(done)) {
  test(`the answer to a session's creation ${name}`, async ({ terminal, sandbox }) => {
    await sandbox.script('create_session', answer);
    await terminal.sell('1250');
    const invoice = await terminal.invoice();
    const session = await sandbox.onlySession();
    expect(await sandbox.requests('create_session'), 'asked once').toHaveLength(1);
    const lookUps = await sandbox.requests('session_by_reference');
    expect(lookUps.length, 'found by its reference').toBeGreaterThan(0);
    expect(lookUps[0]?.path).toContain(session.reference);
    await sandbox.pay(invoice);
    await terminal.shows('paid');
    await sandbox.onlySession();
  });
}

const undone: Record<string, Answer> = {
  'an internal error': { kind: 'status', code: 500 },
  'that it is not available': { kind: 'status', code: 503, retryAfter: 1 },
  'that it is asked too often': { kind: 'status', code: 429, retryAfter: 1 },
};

for (const [name, answer] of Object.entries(undone)) {
  test(`Mion answers ${name}, and later the invoice`, async ({ terminal, sandbox }) => {
    await sandbox.script('create_session', answer);
    await sandbox.script('create_attempt', answer);
    await terminal.sell('1250');
    const invoice = await terminal.invoice();
    await sandbox.onlySession();
    await sandbox.pay(invoice);
    await terminal.shows('paid');
    await sandbox.onlySession();
  });
}

test("a lost answer to an attempt's creation brings an invoice all the same", async ({ terminal, sandbox }) => {
  await sandbox.script('create_attempt', { kind: 'act_then_drop' });
  await terminal.sell('1250');
  await sandbox.pay(await terminal.invoice());
  await terminal.shows('paid');
  await sandbox.onlySession();
});

test('statuses that cannot be read change nothing on the screen', async ({ terminal, sandbox }) => {
  const invoice = await terminal.sellUntilInvoice('1250');
  for (const kind of ['malformed', 'half', 'act_then_drop'] as const) await sandbox.script('status', { kind });
  await sandbox.script('status', { kind: 'status', code: 500 });
  await sandbox.script('status', { kind: 'status', code: 404 });
  const before = (await sandbox.requests('status')).length;
  const asked = async (): Promise<number> => (await sandbox.requests('status')).length;
  await expect.poll(asked, { timeout: 40_000 }).toBeGreaterThan(before + 5);
  expect(await terminal.invoice()).toBe(invoice);
  await sandbox.pay(invoice);
  await terminal.shows('paid');
});
