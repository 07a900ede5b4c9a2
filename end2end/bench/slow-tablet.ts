/**
 * A tablet that is slow and far away, and that notes when a person would see what is waited for: the moment after the
 * picture was drawn in which it is. Times are milliseconds since the Unix epoch, by the machine's one clock, which the
 * browser and this program share.
 */

import type { Browser, BrowserContext, Cookie, Page } from '@playwright/test';
import { Terminal } from '../harness/terminal';

/** What is waited for. */
export type Moment = 'awake' | 'tap' | 'code' | 'paid';
type Moments = Partial<Record<Moment, number>>;

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

  private constructor(
    private readonly context: BrowserContext,
    private readonly page: Page,
    url: string,
  ) {
    this.terminal = new Terminal(page, url);
  }

  /** A browser that has never been here, but for what makes it a terminal. */
  static async unpack(browser: Browser, url: string, cookies: Cookie[]): Promise<SlowTablet> {
    const context = await browser.newContext();
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
    await this.terminal.openKeypad();
    const took = (await this.at('awake')) - (await this.page.evaluate(() => performance.timeOrigin));
    // It does answer.
    await this.terminal.tap('5');
    await this.terminal.page.waitForFunction(() => document.querySelector('[data-amount]')?.textContent === '€0.05');
    return took;
  }

  /** Sells, and how long it takes from the tap on *Charge* to a code. */
  async charge(): Promise<{ took: number; invoice: string }> {
    await this.terminal.openKeypad();
    await this.terminal.tap('1250');
    await this.terminal.charge.click();
    const invoice = await this.terminal.invoice();
    return { took: (await this.at('code')) - (await this.at('tap')), invoice };
  }

  /** When the paid screen is there. */
  async paid(): Promise<number> {
    await this.terminal.shows('paid');
    return await this.at('paid');
  }

  async away(): Promise<void> {
    await this.context.close();
  }

  private async at(moment: Moment): Promise<number> {
    const noted = await this.page.waitForFunction(
      (moment) => (window as unknown as { moments: Moments }).moments[moment],
      moment,
    );
    return (await noted.jsonValue()) as number;
  }
}

/** Runs in the page before anything else of it. */
function watch(): void {
  const moments: Moments = {};
  (window as unknown as { moments: Moments }).moments = moments;
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
        port1.onmessage = () => (moments[moment] ??= now());
        port2.postMessage(null);
      });
    }
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-awake'] });
  // When the finger came down on it, whenever the page had time to notice.
  addEventListener(
    'pointerdown',
    (event) => {
      if (event.target instanceof Element && event.target.closest('[data-charge]')) {
        moments.tap = performance.timeOrigin + event.timeStamp;
      }
    },
    { capture: true },
  );
}
