/** The back office of the demo, in the hands of its owner. */

import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';

/** The people whom the demo invents. */
export const OWNER = { name: 'Olivia', password: 'training mode only' };
export const CASHIER = { name: 'Carl', pin: '2580' };

export class BackOffice {
  readonly heading: Locator;
  readonly said: Locator;
  readonly refused: Locator;

  constructor(
    readonly page: Page,
    readonly url: string,
  ) {
    this.heading = page.getByRole('heading', { level: 1 });
    this.said = page.locator('[data-said]');
    this.refused = page.locator('[data-refused]');
  }

  /** Signs in as the owner, by way of the page one wanted to see. */
  async signIn(path = ''): Promise<void> {
    await this.page.goto(`${this.url}/office${path}`);
    await expect(this.heading).toHaveText('Sign in');
    await this.page.getByLabel('Name').fill(OWNER.name);
    await this.page.getByLabel('Password').fill(OWNER.password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
    await expect(this.heading).not.toHaveText('Sign in');
    if (path !== '') await this.page.goto(`${this.url}/office${path}`);
  }

  /** Goes to one of the office's pages by its menu, folded or not. */
  async go(name: string): Promise<void> {
    const fold = this.page.locator('.fold > summary');
    if (await fold.isVisible()) await fold.click();
    await this.page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click();
    await expect(this.heading).toHaveText(name);
  }

  row(list: string, text: string): Locator {
    return this.page.locator(`[data-list="${list}"] li`).filter({ hasText: text });
  }
}
