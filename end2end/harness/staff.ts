/** The staff's pages, in the hands of somebody who decides. They are plain pages: every step is a load. */

import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { tooSmall } from './sight';
import type { Terminal } from './terminal';

export type Kind = 'late' | 'twice' | 'overpaid' | 'underpaid' | 'unsettled';
export type Way = 'accept' | 'link' | 'refund';

export class Staff {
  readonly heading: Locator;
  readonly said: Locator;
  /** What is wrong, at the top of a page whose form was refused. */
  readonly refused: Locator;
  readonly question: Locator;

  constructor(
    readonly page: Page,
    readonly url: string,
  ) {
    this.heading = page.getByRole('heading', { level: 1 });
    this.said = page.locator('[data-said]');
    this.refused = page.locator('[data-refused]');
    this.question = page.locator('[data-decision]');
  }

  /** The payments to decide about, by the banner as soon as there is one. */
  static async of(terminal: Terminal): Promise<Staff> {
    await expect(terminal.banner).toBeVisible();
    await terminal.banner.click();
    await terminal.page.waitForURL('**/staff/alarms');
    return new Staff(terminal.page, terminal.url);
  }

  async open(path: '' | '/sales' | '/alarms' = ''): Promise<void> {
    await this.page.goto(`${this.url}/staff${path}`);
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
    await expect(this.question).toHaveCount(0);
  }

  /** A row of one of the two lists of sales. */
  sale(list: 'open' | 'last', text: string): Locator {
    return this.page.locator(`[data-list="${list}"] li`).filter({ hasText: text });
  }

  /** The sure answer on the page of one sale. */
  get answer(): Locator {
    return this.page.locator('[data-answer]');
  }
}

/** Every target of the page is large enough for a finger, and nothing is wider than the glass. */
export async function fitsAFinger(page: Page): Promise<void> {
  expect(await tooSmall(page)).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow, 'nothing is cut off at the side').toBeLessThanOrEqual(0);
}
