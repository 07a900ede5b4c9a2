/**
 * A browser that is not Chromium, as far as the main stories need one. Two protocols of the W3C are behind it:
 * WebDriver BiDi for Firefox, WebDriver for WebKit. Both give real input events, not calls of a page's handlers.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Size {
  width: number;
  height: number;
}

/** A point of the viewport. */
export interface Point {
  x: number;
  y: number;
}

export interface Driver {
  /** Loads a page and waits for it. */
  open(url: string): Promise<void>;
  reload(): Promise<void>;
  /** What an expression is worth in the page. Only what JSON can carry. */
  value<T>(expression: string): Promise<T>;
  /** A tap, by a real pointer. */
  tapAt(point: Point): Promise<void>;
  /** Keys of a keyboard, one after another. */
  press(keys: readonly string[]): Promise<void>;
  /** The viewport, as PNG. */
  picture(): Promise<Buffer>;
  close(): Promise<void>;
}

/** What a keyboard's key is called in both protocols. */
export const KEYS: Readonly<Record<string, string>> = { Backspace: '\uE003', Enter: '\uE006' };

/** The steps of a tap. */
export function tapSteps({ x, y }: Point): object[] {
  return [
    { type: 'pointerMove', x: Math.round(x), y: Math.round(y) },
    { type: 'pointerDown', button: 0 },
    { type: 'pointerUp', button: 0 },
  ];
}

/** The steps of keys, each a while after the one before it: what comes faster than from any hand is a scanner's. */
export function keySteps(keys: readonly string[]): object[] {
  return keys.flatMap((key) => {
    const value = KEYS[key] ?? key;
    return [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
      { type: 'pause', duration: 60 },
    ];
  });
}

/** A program of the browser's, which is ended when the story is. */
export class Child {
  private readonly child: ChildProcess;
  private printed = '';

  constructor(program: string, args: readonly string[], environment: Record<string, string> = {}) {
    const options = { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] as const };
    this.child = spawn(program, args, { ...options, stdio: [...options.stdio], detached: true });
    this.child.on('error', (error) => (this.printed += `${error.message}\n`));
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (text: Buffer) => (this.printed += text.toString()));
    }
  }

  /** The first match in what it prints, on its outputs or on its fourth handle. */
  async says(pattern: RegExp, within_ms = 30_000): Promise<RegExpExecArray> {
    this.child.stdio[3]?.on('data', (text: Buffer) => (this.printed += text.toString()));
    const end = Date.now() + within_ms;
    for (;;) {
      const match = pattern.exec(this.printed);
      if (match) return match;
      if (Date.now() > end || this.child.exitCode !== null) {
        throw new Error(`${this.child.spawnfile} never said ${pattern}:\n${this.printed}`);
      }
      await new Promise((done) => setTimeout(done, 20));
    }
  }

  /** Ends it and all it has started. */
  async end(): Promise<void> {
    if (this.child.pid === undefined || this.child.exitCode !== null) return;
    const gone = once(this.child, 'exit');
    process.kill(-this.child.pid, 'SIGKILL');
    await gone;
  }
}
