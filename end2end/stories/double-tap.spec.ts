/** However often *Charge* is hit, it is one sale. */

import { expect, test } from '../harness/server';
import type { Terminal } from '../harness/terminal';

const impatience: Record<string, (terminal: Terminal) => Promise<void>> = {
  'a double tap': (terminal) => terminal.charge.dblclick({ noWaitAfter: true }),
  'two taps in the same instant': (terminal) =>
    terminal.charge.evaluate((button: HTMLElement) => {
      button.click();
      button.click();
    }),
  'Enter twice': async ({ page }) => {
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
  },
  'a tap and Enter': ({ page }) =>
    page.evaluate(() => {
      document.querySelector<HTMLElement>('[data-charge]')?.click();
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    }),
};

for (const [name, charge] of Object.entries(impatience)) {
  test(`${name} makes one session`, async ({ terminal, sandbox }) => {
    await terminal.openKeypad();
    await terminal.tap('1250');
    await charge(terminal);
    await sandbox.pay(await terminal.invoice());
    await terminal.shows('paid');
    await sandbox.onlySession();
    expect(await sandbox.requests('create_session')).toHaveLength(1);
    expect(await sandbox.requests('create_attempt')).toHaveLength(1);
  });
}
