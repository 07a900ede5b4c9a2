/** What a tour has in its hands, and the moves that many screens begin with. */

import type { Browser, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { OWNER } from '../back-office';
import { Office } from '../office';
import type { Program, Settings } from '../program';
import type { Sandbox, Session } from '../sandbox';
import { type State, Terminal } from '../terminal';

/** Who looks at a screen: most of what has to be kept is the same for all, but not the size of what is touched. */
export type Place = 'tablet' | 'office' | 'telephone';

export interface Screen {
  /** Names its pictures; different from that of every other screen. */
  name: string;
  /** What is to be seen, in a sentence. */
  shows: string;
  /** Brings it onto `stage.page`. */
  reach: (stage: Stage) => Promise<void>;
  place?: Place;
}

export interface Tour {
  name: string;
  settings?: Settings;
  screens: Screen[];
}

export class Stage {
  /** Where the screen is to be seen. */
  page: Page;
  /** Kept between the screens of a tour. */
  readonly notes = new Map<string, string>();
  private readonly own: Page;
  private readonly endings: (() => Promise<unknown>)[] = [];

  constructor(
    readonly terminal: Terminal,
    readonly sandbox: Sandbox,
    readonly demo: Program,
    private readonly browser: Browser,
    /** The context of the page of somebody else. */
    private readonly options: { locale?: string },
  ) {
    this.own = terminal.page;
    this.page = this.patient(this.own);
  }

  get url(): string {
    return this.terminal.url;
  }

  /** As it was: the terminal's own page, in a world that answers. */
  async begin(): Promise<void> {
    this.page = this.own;
    for (const end of this.endings.splice(0)) await end();
    await this.own.context().setOffline(false);
    await this.sandbox.down(false);
  }

  /** Has this done when the screen was seen. */
  afterwards(end: () => Promise<unknown>): void {
    this.endings.push(end);
  }

  /** A page on which what is not there is not waited for until the whole tour is given up. */
  private patient(page: Page): Page {
    page.setDefaultTimeout(15_000);
    return page;
  }

  /** Goes to one of the server's pages. */
  async go(path: string): Promise<void> {
    await this.page.goto(`${this.url}${path}`);
  }

  /** An empty keypad that answers. */
  async keypad(): Promise<void> {
    await this.go('/');
    await this.terminal.answersToTaps();
  }

  /** From an empty keypad to the tap on *Charge*. */
  async sell(cents: string): Promise<void> {
    await this.keypad();
    await this.terminal.tap(cents);
    await this.terminal.charge.click();
  }

  /** To the code, whose invoice is returned. */
  async code(cents: string): Promise<string> {
    await this.sell(cents);
    return this.terminal.invoice();
  }

  /** Taps what has this hook. */
  async tap(hook: string): Promise<void> {
    await this.page.locator(`[data-${hook}]:visible`).first().click();
  }

  async shows(state: State, timeout?: number): Promise<void> {
    await this.terminal.shows(state, timeout);
  }

  async cancel(): Promise<void> {
    await this.terminal.answersToTaps();
    await this.tap('cancel');
    await this.tap('confirm-cancel');
  }

  /** The empty keypad, with the sale on the screen open behind it. */
  async putAside(): Promise<void> {
    await this.terminal.answersToTaps();
    await this.tap('put-aside');
    await expect(this.terminal.charge).toBeAttached();
  }

  /** A sale that is paid. */
  async paid(cents: string): Promise<void> {
    await this.sandbox.pay(await this.code(cents));
    await this.shows('paid');
  }

  /** A sale that was cancelled, and then paid after all. */
  async paidLate(cents: string): Promise<void> {
    const invoice = await this.code(cents);
    await this.cancel();
    await this.shows('cancelled');
    await this.sandbox.pay(invoice, { late: true });
    await expect(this.terminal.banner).toBeVisible();
    await this.shows('paid-late');
  }

  /** The session of the newest sale. */
  async session(): Promise<Session> {
    const [newest] = await this.sandbox.sessions();
    expect(newest, 'a session at Mion').toBeDefined();
    return newest as Session;
  }

  /** Waits until one of the two lights is so. The second is Mion's. */
  async light(which: 'server' | 'mion', link: 'up' | 'down'): Promise<void> {
    const light = this.page.locator('[data-link]').nth(which === 'server' ? 0 : 1);
    await expect(light).toHaveAttribute('data-link', link);
  }

  /** Somebody whom nobody has let in. */
  async stranger(): Promise<void> {
    const context = await this.browser.newContext({ ...this.options, serviceWorkers: 'block' });
    this.afterwards(() => context.close());
    this.page = this.patient(await context.newPage());
    await this.page.setViewportSize(this.own.viewportSize() ?? { width: 1280, height: 800 });
  }

  /** Another terminal of the shop. */
  async another(): Promise<Terminal> {
    await this.stranger();
    const cookie = await (await this.owner()).terminal(`Terminal ${Math.random().toString(36).slice(2, 6)}`);
    await this.page.context().addCookies([{ ...cookie, sameSite: 'Strict', httpOnly: true }]);
    return new Terminal(this.page, this.url);
  }

  /** The owner, who is at another machine. */
  async owner(): Promise<Office> {
    return Office.ofDemo(this.url);
  }

  /** The owner, who signs in here. */
  async signIn(): Promise<void> {
    await this.go('/sign-in');
    await this.page.locator('[name="name"]').fill(OWNER.name);
    await this.page.locator('[name="password"]').fill(OWNER.password);
    await this.send();
    await expect(this.page.locator('[data-sign-out]')).toBeVisible();
  }

  /** Sends the form in the middle of the page. */
  async send(): Promise<void> {
    await this.page.locator('main form .is-main:visible').first().click();
    await this.page.waitForLoadState();
  }
}
