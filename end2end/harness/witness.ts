/**
 * Stands beside every story and objects at its end: to a request that left for somebody else, to an error on
 * the browser's console (a violated content policy is one), and to a secret that got out: into a body or a
 * header of an answer (pages, WebAssembly and scripts are answers), a log, a panic, or a byte of the records.
 */

import type { BrowserContext, Response } from '@playwright/test';
import { expect } from '@playwright/test';
import { Marked } from './marked';

const PATIENCE_MS = 3_000;

export class Witness {
  private readonly welcome = new Set<string>();
  private readonly strangers: string[] = [];
  private readonly complaints: string[] = [];
  private readonly reading: Promise<string[]>[] = [];
  private readonly expected: RegExp[] = [];
  private readonly marked: Marked;

  constructor(secret: string) {
    this.marked = new Marked(secret);
  }

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
    context.on('response', (response) => this.reading.push(this.search(response)));
  }

  private async search(response: Response): Promise<string[]> {
    const found: string[] = [];
    const look = (where: string, text: Buffer | string): void => {
      const how = this.marked.in(text);
      if (how !== undefined) found.push(`${where} of ${response.url()} (${how})`);
    };
    look('the address', response.url());
    // One that the page stopped waiting for can no longer be read, and redirects have no body.
    await response.body().then((body) => look('the body', body), () => undefined);
    // Of what a service worker handed over there are no others than these.
    const all = response.fromServiceWorker()
      ? Promise.resolve(Object.entries(response.headers()).map(([name, value]) => ({ name, value })))
      : response.headersArray();
    await all.then(
      (headers) => look('a header', headers.map(({ name, value }) => `${name}: ${value}`).join('\n')),
      () => undefined,
    );
    return found;
  }

  /** Every place where the secret got out. `logs` is all that was printed, `folders` where the records are. */
  async leaks(logs: string, folders: string[]): Promise<string[]> {
    // Of a question that the page took along when it went, the browser never says how it ended.
    const enough = new Promise<string[]>((done) => setTimeout(done, PATIENCE_MS, []));
    const answers = (await Promise.all(this.reading.map((reading) => Promise.race([reading, enough])))).flat();
    const inLog = logs.split('\n').flatMap((line) => {
      const how = this.marked.in(line);
      return how === undefined ? [] : [`the log (${how}): ${line.slice(0, 60)}`];
    });
    const records = folders.flatMap((folder) => this.marked.inFiles(folder));
    return [...answers, ...inLog, ...records.map((place) => `the file ${place}`)];
  }

  /** Speaks up. `logs` is all that the programs printed, `folders` where they keep their records. */
  async testify(logs: string, folders: string[]): Promise<void> {
    expect.soft(await this.leaks(logs, folders), 'places where the API key got out').toEqual([]);
    expect.soft(this.strangers, 'requests to third parties').toEqual([]);
    const unexpected = this.complaints.filter((text) => !this.expected.some((known) => known.test(text)));
    expect.soft(unexpected, "complaints on the browser's console").toEqual([]);
    expect.soft(/lnbcrt[0-9a-z]{40}/i.exec(logs)?.[0], 'an invoice is in the log').toBeUndefined();
    expect.soft(/panicked at.*/.exec(logs)?.[0], 'a panic is in the log').toBeUndefined();
  }
}
