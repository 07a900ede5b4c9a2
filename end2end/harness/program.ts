/**
 * The real program as a child process: started with exactly the settings a story gives, waited for, and ended.
 * It runs in a folder of its own and inherits no setting, so nothing outside the story can change its course.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';

const BINARY = resolve(process.env['KIOSK_BIN'] ?? join(__dirname, '../../target/debug/mion-kiosk'));
/** What the browser loads. */
export const SITE = resolve(process.env['KIOSK_SITE_DIR'] ?? join(__dirname, '../../target/site'));
const PARTING_MS = 10_000;

/** Settings by their names in the environment. */
export type Settings = Record<string, string>;

export class Program {
  private child: ChildProcess | undefined;
  private output = '';
  private killed = false;
  /** Where all it writes is, and nothing else. */
  readonly folder = mkdtempSync(join(tmpdir(), 'kiosk-'));

  constructor(
    private readonly command: 'demo' | 'serve',
    private readonly port: number,
    private readonly settings: Settings,
    /** What answers as soon as it is ready, without TLS. */
    private readonly ready = '/readyz',
  ) {}

  /** Where it is reached, without a slash at the end. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Everything it has printed, over all its starts. */
  get log(): string {
    return this.output;
  }

  /** Starts it, on the same port as before if it has run already, and waits until it is ready. */
  async start(): Promise<void> {
    const child = spawn(BINARY, [this.command], {
      cwd: this.folder,
      env: {
        PATH: process.env['PATH'],
        HOME: this.folder,
        // Where a demo keeps its records.
        TMPDIR: this.folder,
        KIOSK_ADDR: `127.0.0.1:${this.port}`,
        KIOSK_SITE_DIR: SITE,
        KIOSK_DATABASE: join(this.folder, 'kiosk.sqlite'),
        ...this.settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    this.killed = false;
    // A program that cannot be run at all reports it here, and the wait below then ends.
    child.on('error', (error) => (this.output += `${error.message}\n`));
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text: Buffer) => (this.output += text.toString()));
    }
    await expect(async () => {
      if (child.pid === undefined || child.exitCode !== null) return;
      const answer = await fetch(`${this.url}${this.ready}`);
      expect(answer.status, await answer.text()).toBe(200);
    }).toPass({ intervals: [20, 50, 100], timeout: 20_000 });
    expect(this.running, `${this.command} stopped by itself:\n${this.output}`).toBe(true);
  }

  get running(): boolean {
    return this.child?.pid !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    this.killed = true;
    await this.end('SIGKILL');
  }

  /** Ends it as an operator does, and requires that it goes in good time and in good order. */
  async stop(): Promise<void> {
    const gone = this.child !== undefined && !this.running && !this.killed;
    const code = await this.end('SIGTERM');
    rmSync(this.folder, { recursive: true, force: true });
    expect(gone, `${this.command} stopped by itself:\n${this.output}`).toBe(false);
    if (code !== undefined) expect(code, `${this.command} did not stop in good order:\n${this.output}`).toBe(0);
  }

  /** Sends the signal where it runs, and returns its exit code: `null` after a signal's end. */
  private async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null | undefined> {
    const child = this.child;
    if (!child || !this.running) return undefined;
    const gone = once(child, 'exit');
    const overdue = setTimeout(() => child.kill('SIGKILL'), PARTING_MS);
    child.kill(signal);
    await gone;
    clearTimeout(overdue);
    return child.exitCode;
  }
}

let taken = 0;

/**
 * A port nobody listens on. Each worker has its own thousand, below those the system gives to outgoing
 * connections, so that two workers never reach for the same one.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + test.info().parallelIndex * 1_000 + (taken++ % 1_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const listener = createServer();
    listener.once('error', () => done(false));
    listener.listen(port, '127.0.0.1', () => listener.close(() => done(true)));
  });
}
