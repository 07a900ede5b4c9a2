/** A terminal in the hands of a person: what can be tapped and what can be read, by the markup's stable hooks. */

import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';

/** The checkout's state as it stands in `data-state`. */
export type State =
  | 'opening'
  | 'awaiting-payment'
  | 'cancelling'
  | 'confirming'
  | 'seen'
  | 'underpaid'
  | 'paid'
  | 'paid-late'
  | 'expired'
  | 'cancelled'
  | 'blocked'
  | 'failed'
  | 'unknown'
  | 'offline'
  | 'elsewhere'
  | 'not-found';

export class Terminal {
  readonly amount: Locator;
  readonly charge: Locator;
  readonly qr: Locator;
  readonly paid: Locator;
  readonly newSale: Locator;
  readonly screen: Locator;
  /** Says on every screen that payments wait for a decision. */
  readonly banner: Locator;
  readonly serveNext: Locator;
  /** Brings a sale here that another terminal has. */
  readonly takeOver: Locator;
  /** The question who stands at the tablet. */
  readonly pin: Locator;

  constructor(
    readonly page: Page,
    readonly url: string,
  ) {
    this.amount = page.locator('[data-amount]');
    this.charge = page.locator('[data-charge]');
    this.qr = page.locator('[data-qr]');
    this.paid = page.locator('[data-paid]');
    this.screen = page.locator('[data-state]');
    this.banner = page.locator('[data-alarms] a');
    this.serveNext = page.getByRole('button', { name: 'Serve next customer' });
    this.takeOver = page.locator('[data-take-over]');
    this.pin = page.locator('[data-pin]');
    this.newSale = page.getByRole('button', { name: 'New sale' });
  }

  key(name: string): Locator {
    return this.page.locator(`[data-key="${name}"]`);
  }

  /** The same in whatever language. */
  async open(): Promise<void> {
    await this.page.goto(this.url);
    await this.answersToTaps();
  }

  /** Opens the keypad, and waits until it answers: a tap before that is a tap on a picture of it. */
  async openKeypad(): Promise<void> {
    await this.open();
    await expect(this.amount).toHaveText('€0.00');
  }

  async answersToTaps(): Promise<void> {
    await expect(this.page.locator('[data-awake]:not([data-awake="false"])')).toBeAttached();
  }

  /** Taps keys: digits as they are, `+` for add, `<` for back, `c` for clear. */
  async tap(keys: string): Promise<void> {
    const names: Record<string, string> = { '+': 'add', '<': 'back', c: 'clear' };
    for (const key of keys) await this.key(names[key] ?? key).click();
  }

  /** From a fresh keypad to the tap on *Charge*. */
  async sell(cents: string): Promise<void> {
    await this.openKeypad();
    await this.tap(cents);
    await this.charge.click();
  }

  /** Sells, waits for the QR code and returns its invoice. */
  async sellUntilInvoice(cents: string): Promise<string> {
    await this.sell(cents);
    return await this.invoice();
  }

  /** The invoice on the screen, once there is one. */
  async invoice(): Promise<string> {
    await this.shows('awaiting-payment');
    await expect(this.qr).toBeVisible();
    return (await this.qr.getAttribute('data-invoice')) as string;
  }

  async shows(state: State, timeout = 15_000): Promise<void> {
    await expect(this.screen).toHaveAttribute('data-state', state, { timeout });
    await expect(this.screen).toHaveCount(1);
    if (state !== 'awaiting-payment') await expect(this.qr).toHaveCount(0);
    await expect(this.paid).toHaveCount(state === 'paid' ? 1 : 0);
  }

  /** The id of the checkout on the screen, which is also the one in the address. */
  async checkout(): Promise<string> {
    const id = (await this.screen.getAttribute('data-checkout')) as string;
    expect(new URL(this.page.url()).pathname).toBe(`/checkout/${id}`);
    return id;
  }

  /** Asks to cancel, which only opens the question. */
  async askToCancel(): Promise<Locator> {
    await this.answersToTaps();
    await this.page.getByRole('button', { name: 'Cancel sale' }).click();
    const question = this.page.getByRole('dialog');
    await expect(question).toBeVisible();
    return question;
  }

  async cancel(): Promise<void> {
    const question = await this.askToCancel();
    await question.getByRole('button', { name: 'Cancel sale' }).click();
  }

  /** Enters a PIN by finger, as `name`. */
  async enterPin(name: string, digits: string): Promise<void> {
    await expect(this.pin).toBeVisible();
    await this.pin.getByRole('button', { name }).click();
    for (const digit of digits) await this.pin.locator(`[data-pin-key="${digit}"]`).click();
    await this.pin.locator('[data-pin-enter]').click();
  }

  /** Puts the sale aside and waits for the empty keypad. */
  async putAside(): Promise<void> {
    await this.answersToTaps();
    await this.serveNext.click();
    await expect(this.amount).toHaveText('€0.00');
  }

  /** The open sales, by the way from the keypad. */
  async openSales(): Promise<Locator> {
    await this.page.getByRole('link', { name: 'Open sales' }).click();
    const list = this.page.locator('[data-list="open"]');
    await this.page.waitForURL('**/staff/sales');
    return list;
  }

  /** One of the two connections at the top of the screen. */
  light(name: 'Server' | 'Mion'): Locator {
    return this.page.locator('[data-link]').filter({ hasText: name });
  }

  /** The row of one sale among the open ones. */
  sale(total: string): Locator {
    return this.page.locator('[data-list="open"] li').filter({ hasText: total });
  }

  /** Whole satoshi on the screen, in millisatoshi. */
  async msatShown(): Promise<number> {
    const text = await this.page.locator('[data-bitcoin]').innerText();
    expect(text).toMatch(/^\d{1,3}(,\d{3})*\u00a0sat$/);
    return Number(text.replace(/\D/g, '')) * 1000;
  }

  /** Seconds left to pay, as the screen counts them down. */
  async secondsShown(): Promise<number> {
    const text = await this.page.locator('[data-countdown]').innerText();
    const [, minutes, seconds] = /^(\d+):(\d\d)$/.exec(text) ?? [];
    return Number(minutes) * 60 + Number(seconds);
  }
}
