/**
 * Stands beside every story and objects at its end: to a request that left for somebody else, to an error on
 * the browser's console (a violated content policy is one), and to a secret that got out.
 */

import type { BrowserContext } from '@playwright/test';
import { expect } from '@playwright/test';

export class Witness {
  private readonly welcome = new Set<string>();
  private readonly strangers: string[] = [];
  private readonly complaints: string[] = [];
  private readonly leaks: string[] = [];
  private readonly reading: Promise<void>[] = [];
  private readonly expected: RegExp[] = [];

  constructor(private readonly secret: string) {}

  /** Lets requests go to this origin: that of the kiosk, and where a story visits it, of the test wallet. */
  admit(url: string): void {
    this.welcome.add(new URL(url).origin);
  }

  /** Expects a complaint of the browser that belongs to the story, such as a lost connection. */
  expectComplaint(text: RegExp): void {
    this.expected.push(text);
  }

  /** Watches all that happens in a context from now on. */
  watch(context: BrowserContext): void {
    context.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol !== 'data:' && protocol !== 'blob:' && !this.welcome.has(origin)) this.strangers.push(request.url());
    });
    context.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(`${message.text()} (${message.location().url})`);
    });
    context.on('weberror', (error) => this.complaints.push(String(error.error())));
    context.on('response', (response) => {
      const search = response.text().then(
        (text) => {
          if (text.includes(this.secret)) this.leaks.push(response.url());
        },
        // Redirects have no body, and one that the page stopped waiting for can no longer be read.
        () => undefined,
      );
      this.reading.push(search);
    });
  }

  /** Speaks up. `logs` is all that the programs printed. */
  async testify(logs: string): Promise<void> {
    await Promise.all(this.reading);
    expect.soft(this.strangers, 'requests to third parties').toEqual([]);
    const unexpected = this.complaints.filter((text) => !this.expected.some((known) => known.test(text)));
    expect.soft(unexpected, "complaints on the browser's console").toEqual([]);
    expect.soft(this.leaks, 'answers that hold the API key').toEqual([]);
    expect.soft(logs.includes(this.secret), 'the API key is in the log').toBe(false);
    expect.soft(/lnbcrt[0-9a-z]{40}/i.exec(logs)?.[0], 'an invoice is in the log').toBeUndefined();
    expect.soft(/panicked at.*/.exec(logs)?.[0], 'a panic is in the log').toBeUndefined();
  }
}
