/** WebKit as GNOME ships it, by WebDriver; the engine of every browser on an iPad. It wants a display, so it gets one. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../harness/program';
import { Child, type Driver, keySteps, type Point, type Size, tapSteps } from './driver';

/** Room for a page of either orientation, with the browser's own bar above it. */
const SCREEN = '1600x1600x24';

export class WebKit implements Driver {
  private constructor(
    private readonly display: Child,
    private readonly driver: Child,
    private readonly folder: string,
    private readonly session: string,
  ) {}

  static async start(size: Size): Promise<Driver> {
    const folder = mkdtempSync(join(tmpdir(), 'webkit-'));
    const display = new Child('Xvfb', ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp']);
    const [, number] = await display.says(/^(\d+)$/m);
    const port = await freePort();
    const environment = { DISPLAY: `:${number}`, HOME: folder, WEBKIT_DISABLE_COMPOSITING_MODE: '1', LANG: 'en_GB.UTF-8' };
    const driver = new Child('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], environment);
    const root = `http://127.0.0.1:${port}`;
    await answers(`${root}/status`);
    const { sessionId } = await ask<{ sessionId: string }>('POST', `${root}/session`, { capabilities: {} });
    const webkit = new WebKit(display, driver, folder, `${root}/session/${sessionId}`);
    await webkit.resize(size);
    return webkit;
  }

  async open(url: string): Promise<void> {
    await this.tell('url', { url });
  }

  async reload(): Promise<void> {
    await this.tell('refresh', {});
  }

  async value<T>(expression: string): Promise<T> {
    const script = `return Promise.resolve(${expression}).then((value) => JSON.stringify(value) ?? 'null')`;
    const text = await this.tell<string>('execute/sync', { script, args: [] });
    return JSON.parse(text) as T;
  }

  async tapAt(point: Point): Promise<void> {
    const finger = { type: 'pointer', id: 'finger', parameters: { pointerType: 'mouse' }, actions: tapSteps(point) };
    await this.tell('actions', { actions: [finger] });
  }

  async press(keys: readonly string[]): Promise<void> {
    await this.tell('actions', { actions: [{ type: 'key', id: 'keyboard', actions: keySteps(keys) }] });
  }

  async picture(): Promise<Buffer> {
    return Buffer.from(await ask<string>('GET', `${this.session}/screenshot`), 'base64');
  }

  async close(): Promise<void> {
    await ask('DELETE', this.session).catch(() => undefined);
    await this.driver.end();
    await this.display.end();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Makes the page itself as large as is asked for, whatever the window adds around it. */
  private async resize({ width, height }: Size): Promise<void> {
    await this.tell('window/rect', { x: 0, y: 0, width, height });
    const inner = await this.value<Size>('({ width: innerWidth, height: innerHeight })');
    const more = { width: 2 * width - inner.width, height: 2 * height - inner.height };
    await this.tell('window/rect', { x: 0, y: 0, ...more });
  }

  private async tell<T>(verb: string, body: object): Promise<T> {
    return await ask<T>('POST', `${this.session}/${verb}`, body);
  }
}

async function ask<T>(method: string, url: string, body?: object): Promise<T> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const answer = await fetch(url, { ...init, headers: { 'content-type': 'application/json' } });
  const { value } = (await answer.json()) as { value: T & { error?: string; message?: string } };
  if (!answer.ok) throw new Error(`${method} ${url}: ${value.error}: ${value.message}`);
  return value;
}

async function answers(url: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      if ((await fetch(url)).ok) return;
    } catch (error) {
      if (tries > 500) throw error;
    }
    await new Promise((done) => setTimeout(done, 20));
  }
}
