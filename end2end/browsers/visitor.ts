/** A person at a terminal in another browser than Chromium: what they see and tap, by the markup's stable hooks. */

import { expect } from '@playwright/test';
import type { State } from '../harness/terminal';
import type { Driver, Point } from './driver';

export class Visitor {
  constructor(
    readonly driver: Driver,
    readonly url: string,
  ) {}

  async openKeypad(): Promise<void> {
    await this.driver.open(this.url);
    await this.answersToTaps();
    await this.reads('[data-amount]', '€0.00');
  }

  async answersToTaps(): Promise<void> {
    await this.has('[data-awake]:not([data-awake="false"])');
  }

  /** Waits until there is such an element. */
  async has(selector: string): Promise<void> {
    await this.comesTrue(`document.querySelector(${quoted(selector)}) !== null`, selector);
  }

  /** Waits until an element says exactly this. */
  async reads(selector: string, text: string): Promise<void> {
    await this.comesTo(`document.querySelector(${quoted(selector)})?.textContent.trim() ?? null`, text, selector);
  }

  async comesTrue(expression: string, message = expression): Promise<void> {
    await this.comesTo(`Boolean(${expression})`, true, message);
  }

  private async comesTo(expression: string, wanted: string | boolean, message: string): Promise<void> {
    // Asked in the middle of loading, a page says only that it cannot tell, and a poll would end with that.
    const value = () => this.driver.value(expression).catch((unanswered: unknown) => unanswered);
    await expect.poll(value, { message, timeout: 15_000 }).toBe(wanted);
  }

  /** Taps the middle of an element, where a finger would. */
  async tap(selector: string): Promise<void> {
    await this.tapElement(`document.querySelector(${quoted(selector)})`);
  }

  /** Taps the button that is called so, in the question that is open if one is. */
  async tapButton(name: string): Promise<void> {
    const buttons = `[...(document.querySelector('dialog[open]') ?? document).querySelectorAll('button, a')]`;
    await this.tapElement(`${buttons}.find((one) => one.textContent.trim() === ${quoted(name)})`);
  }

  /** Keys an amount by touch. */
  async key(digits: string): Promise<void> {
    for (const digit of digits) await this.tap(`[data-key="${digit}"]`);
  }

  async sell(cents: string): Promise<void> {
    await this.openKeypad();
    await this.key(cents);
    await this.tap('[data-charge]');
  }

  async shows(state: State): Promise<void> {
    await this.has(`[data-state="${state}"]`);
  }

  /** The invoice on the screen, once there is one. */
  async invoice(): Promise<string> {
    await this.shows('awaiting-payment');
    await this.has('[data-qr]');
    return await this.driver.value<string>(`document.querySelector('[data-qr]').dataset.invoice`);
  }

  private async tapElement(element: string): Promise<void> {
    await this.comesTrue(element);
    const place = `(() => {
      const one = ${element};
      one.scrollIntoView({ block: 'nearest' });
      const { x, y, width, height } = one.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    })()`;
    await this.driver.tapAt(await this.driver.value<Point>(place));
  }
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
