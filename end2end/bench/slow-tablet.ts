/**
 * A tablet that is slow and far away, and that notes when a person would see what is waited for: the moment after the
 * picture was drawn in which it is. Times are milliseconds since the Unix epoch, by the machine's one clock, which the
 * browser and this program share.
 */

import type { Browser, BrowserContext, Cookie, LaunchOptions, Page } from '@playwright/test';
import { chromium as engine } from '@playwright/test';
import { chromium, landscape } from '../harness/chromium';
import { Terminal } from '../harness/terminal';

/**
 * Chromium's address bar is made of web pages of its own, which it loads with every new window, while ours loads. A
 * tablet in kiosk mode shows none.
 */
const ALONE = ['--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup'];

export const launch: LaunchOptions = { ...chromium, args: [...(chromium.args ?? []), ...ALONE] };

/** Its worker would hand the page over at full speed: only the page is slowed down. */
export const usual = { locale: 'en-GB', viewport: landscape, serviceWorkers: 'block' } as const;

/** What is waited for. */
export type Moment = 'awake' | 'tap' | 'code' | 'paid';
type Moments = Partial<Record<Moment, number>>;

/** How the page begins what it says of a moment. */
const NOTED = 'noted';

const CPU_SLOWED_TIMES = 4;
const LATENCY_MS = 40;
const DOWN_MBIT_PER_SECOND = 10;
const UP_MBIT_PER_SECOND = 3;

const bytesPerSecond = (mbitPerSecond: number): number => (mbitPerSecond * 1_000_000) / 8;

/** The time now. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}

export class SlowTablet {
  readonly terminal: Terminal;
  private moments: Moments = {};
  private noted: () => void = () => {};

  private constructor(
    private readonly context: BrowserContext,
    private readonly page: Page,
    url: string,
  ) {
    this.terminal = new Terminal(page, url);
    // The page says it by itself: whoever asks it again and again slows it down.
    page.on('console', (message) => {
      const [sign, moment, at] = message.text().split(' ');
      if (sign !== NOTED) return;
      this.moments[moment as Moment] = Number(at);
      this.noted();
    });
  }

  /** A browser that has never been here, but for what makes it a terminal. */
  static async unpack(browser: Browser, url: string, cookies: Cookie[]): Promise<SlowTablet> {
    return SlowTablet.of(await browser.newContext(), url, cookies);
  }

  /**
   * One that sells all day. It is not private: a private window asks for a page's icon again with every new address,
   * while it draws the sale.
   */
  static async atWork(url: string, cookies: Cookie[]): Promise<SlowTablet> {
    return SlowTablet.of(await engine.launchPersistentContext('', { ...launch, ...usual }), url, cookies);
  }

  private static async of(context: BrowserContext, url: string, cookies: Cookie[]): Promise<SlowTablet> {
    await context.addCookies(cookies);
    await context.addInitScript(watch);
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWED_TIMES });
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: LATENCY_MS,
      downloadThroughput: bytesPerSecond(DOWN_MBIT_PER_SECOND),
      uploadThroughput: bytesPerSecond(UP_MBIT_PER_SECOND),
    });
    return new SlowTablet(context, page, url);
  }

  /** Loads the keypad, and how long it takes until it answers. */
  async load(): Promise<number> {
    this.moments = {};
    await this.page.goto(this.terminal.url, { waitUntil: 'commit' });
    const took = (await this.at('awake')) - (await this.page.evaluate(() => performance.timeOrigin));
    // It does answer.
    await this.terminal.tap('5');
    await this.terminal.page.waitForFunction(() => document.querySelector('[data-amount]')?.textContent === '€0.05');
    return took;
  }

  /** Sells, and how long it takes from the tap on *Charge* to a code. */
  async charge(): Promise<{ took: number; invoice: string }> {
    this.moments = {};
    await this.terminal.openKeypad();
    await this.terminal.tap('1250');
    const button = await this.terminal.charge.boundingBox();
    if (!button) throw new Error('there is no button to charge with');
    await this.page.mouse.click(button.x + button.width / 2, button.y + button.height / 2);
    const took = (await this.at('code')) - (await this.at('tap'));
    return { took, invoice: await this.terminal.invoice() };
  }

  /** When the paid screen is there. */
  async paid(): Promise<number> {
    const at = await this.at('paid');
    await this.terminal.shows('paid');
    return at;
  }

  async away(): Promise<void> {
    await this.context.close();
  }

  private async at(moment: Moment): Promise<number> {
    for (;;) {
      const at = this.moments[moment];
      if (at !== undefined) return at;
      await new Promise<void>((noted) => (this.noted = noted));
    }
  }
}

/** Runs in the page before anything else of it. */
function watch(): void {
  const note = (moment: Moment, at: number): void => console.debug('noted', moment, at);
  const now = (): number => performance.timeOrigin + performance.now();
  const signs: [Moment, string][] = [
    ['awake', '[data-awake]:not([data-awake="false"])'],
    ['code', '[data-qr] svg, svg[data-qr]'],
    ['paid', '[data-paid]'],
  ];
  const begun = new Set<Moment>();
  new MutationObserver(() => {
    for (const [moment, sign] of signs) {
      if (begun.has(moment) || !document.querySelector(sign)) continue;
      begun.add(moment);
      // A task that comes after the next frame: by then it is drawn.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => note(moment, now());
        port2.postMessage(null);
      });
    }
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-awake'] });
  // When the finger came down on it, whenever the page had time to notice.
  addEventListener(
    'pointerdown',
    (event) => {
      if (event.target instanceof Element && event.target.closest('[data-charge]')) {
        note('tap', performance.timeOrigin + event.timeStamp);
      }
    },
    { capture: true },
  );
}
