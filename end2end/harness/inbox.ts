/** The payments that wait for a decision, in the hands of somebody who decides. */

import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { Terminal } from './terminal';

export type Kind = 'late' | 'twice' | 'overpaid' | 'underpaid' | 'unsettled';
export type Way = 'accept' | 'link' | 'refund';

export class Inbox {
  readonly heading: Locator;
  readonly said: Locator;
  readonly question: Locator;
  private readonly page: Page;

  constructor(readonly terminal: Terminal) {
    this.page = terminal.page;
    this.heading = this.page.getByRole('heading', { level: 1 });
    this.said = this.page.locator('[data-said]');
    this.question = this.page.getByRole('dialog');
  }

  /** Goes there by the banner, as soon as there is one. */
  static async of(terminal: Terminal): Promise<Inbox> {
    await expect(terminal.banner).toBeVisible();
    await terminal.banner.click();
    await expect(terminal.page.locator('[data-screen="alarms"]')).toBeVisible();
    return new Inbox(terminal);
  }

  card(kind: Kind): Locator {
    return this.page.locator(`[data-alarm="${kind}"]`);
  }

  /** Opens the question; nothing is decided yet. */
  async ask(kind: Kind, way: Way): Promise<Locator> {
    await this.card(kind).first().locator(`[data-decide="${way}"]`).click();
    await expect(this.question).toBeVisible();
    return this.question;
  }

  async note(text: string): Promise<void> {
    await this.question.getByLabel(/note/i).fill(text);
  }

  async confirm(): Promise<void> {
    await this.question.locator('[data-confirm]').click();
  }

  async decide(kind: Kind, way: Way, note = ''): Promise<void> {
    await this.ask(kind, way);
    await this.note(note);
    await this.confirm();
    await expect(this.question).toBeHidden();
  }
}
