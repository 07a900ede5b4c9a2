/** Firefox, by WebDriver BiDi over the WebSocket that it opens itself. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import WebSocket from 'ws';
import { Child, type Driver, keySteps, type Point, type Size, tapSteps } from './driver';

/** What keeps it from talking to anybody by itself. */
const PREFERENCES = {
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.safebrowsing.downloads.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'intl.accept_languages': 'en-GB, en',
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'toolkit.telemetry.enabled': false,
};

interface Evaluated {
  type: string;
  result: { value: string };
  exceptionDetails?: { text: string };
}

interface Waiting {
  done: (result: never) => void;
  failed: (error: Error) => void;
}

/** One running Firefox. It takes seconds to start, so a worker keeps it for all its stories. */
export class Firefox {
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;

  private constructor(
    private readonly child: Child,
    private readonly profile: string,
    private readonly socket: WebSocket,
  ) {
    socket.on('message', (data: Buffer) => this.heed(JSON.parse(data.toString())));
  }

  static async start(): Promise<Firefox> {
    const profile = mkdtempSync(join(tmpdir(), 'firefox-'));
    const lines = Object.entries(PREFERENCES).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`);
    writeFileSync(join(profile, 'user.js'), lines.join('\n'));
    const args = ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0', 'about:blank'];
    const child = new Child(process.env['FIREFOX'] ?? 'firefox-esr', args, { HOME: profile });
    const [, url] = await child.says(/WebDriver BiDi listening on (ws:\S+)/);
    const socket = new WebSocket(`${url}/session`);
    await new Promise((open, failed) => socket.once('open', open).once('error', failed));
    const firefox = new Firefox(child, profile, socket);
    await firefox.ask('session.new', { capabilities: {} });
    return firefox;
  }

  /** A tab of that size that shares nothing with any other, cookies included. */
  async tab(viewport: Size): Promise<Driver> {
    const { userContext } = await this.ask<{ userContext: string }>('browser.createUserContext', {});
    const place = { type: 'tab', userContext };
    const { context } = await this.ask<{ context: string }>('browsingContext.create', place);
    await this.ask('browsingContext.setViewport', { context, viewport });
    return new Tab(this, context, userContext);
  }

  async close(): Promise<void> {
    this.socket.terminate();
    await this.child.end();
    rmSync(this.profile, { recursive: true, force: true });
  }

  ask<T = object>(method: string, params: object): Promise<T> {
    const id = ++this.last;
    return new Promise<T>((done, failed) => {
      this.waiting.set(id, { done, failed });
      this.socket.send(JSON.stringify({ id, method, params }));
    });
  }

  private heed(message: { id?: number; type: string; result?: never; error?: string; message?: string }): void {
    const waiting = this.waiting.get(message.id ?? 0);
    if (!waiting) return;
    this.waiting.delete(message.id ?? 0);
    if (message.type === 'success') waiting.done(message.result as never);
    else waiting.failed(new Error(`${message.error}: ${message.message}`));
  }
}

class Tab implements Driver {
  constructor(
    private readonly firefox: Firefox,
    private readonly context: string,
    private readonly userContext: string,
  ) {}

  async open(url: string): Promise<void> {
    await this.firefox.ask('browsingContext.navigate', { context: this.context, url, wait: 'complete' });
  }

  async reload(): Promise<void> {
    await this.firefox.ask('browsingContext.reload', { context: this.context, wait: 'complete' });
  }

  async value<T>(expression: string): Promise<T> {
    const answer = await this.firefox.ask<Evaluated>('script.evaluate', {
      expression: `JSON.stringify(${expression}) ?? 'null'`,
      target: { context: this.context },
      awaitPromise: true,
    });
    if (answer.type !== 'success') throw new Error(answer.exceptionDetails?.text);
    return JSON.parse(answer.result.value) as T;
  }

  async tapAt(point: Point): Promise<void> {
    await this.act({ type: 'pointer', id: 'finger', actions: tapSteps(point) });
  }

  async press(keys: readonly string[]): Promise<void> {
    await this.act({ type: 'key', id: 'keyboard', actions: keySteps(keys) });
  }

  async picture(): Promise<Buffer> {
    const shot = { context: this.context };
    const { data } = await this.firefox.ask<{ data: string }>('browsingContext.captureScreenshot', shot);
    return Buffer.from(data, 'base64');
  }

  async close(): Promise<void> {
    await this.firefox.ask('browser.removeUserContext', { userContext: this.userContext });
  }

  private async act(actions: object): Promise<void> {
    await this.firefox.ask('input.performActions', { context: this.context, actions: [actions] });
  }
}
