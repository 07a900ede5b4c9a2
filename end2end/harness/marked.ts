/**
 * Looks for a secret in bytes, however it is written there: as it is, in base64 at each of the three places in
 * a group of bytes where it can begin (in the usual alphabet and in that for addresses), and in hex.
 */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

/** One way to write the secret. */
interface Spelling {
  name: string;
  bytes: Buffer;
}

export class Marked {
  private readonly spellings: Spelling[] = [];

  constructor(secret: string) {
    const add = (name: string, text: string, encoding: BufferEncoding = 'latin1'): void => {
      this.spellings.push({ name, bytes: Buffer.from(text, encoding) });
    };
    add('as it is', secret, 'utf8');
    add('UTF-16', secret, 'utf16le');
    const hex = Buffer.from(secret).toString('hex');
    add('hex', hex);
    add('HEX', hex.toUpperCase());
    for (const before of [0, 1, 2]) {
      const encoded = inMiddle(Buffer.from(secret), before);
      add(`base64, ${before} bytes on`, encoded);
      add(`base64 for addresses, ${before} bytes on`, encoded.replaceAll('+', '-').replaceAll('/', '_'));
    }
  }

  /** How the secret is written in `bytes`; nothing where it is not. */
  in(bytes: Buffer | string): string | undefined {
    const all = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
    return this.spellings.find((spelling) => all.includes(spelling.bytes))?.name;
  }

  /** Every file below `folder` that holds it, what is compressed included. */
  inFiles(folder: string): string[] {
    const found: string[] = [];
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      const what = statSync(path, { throwIfNoEntry: false });
      if (what?.isDirectory()) found.push(...this.inFiles(path));
      if (!what?.isFile()) continue;
      const how = this.in(unpacked(path, readFileSync(path)));
      if (how !== undefined) found.push(`${path} (${how})`);
    }
    return found;
  }
}

/** The part of a base64 text that stands for `secret` alone, where so many other bytes come before it in a group. */
function inMiddle(secret: Buffer, before: number): string {
  const text = Buffer.concat([Buffer.alloc(before), secret]).toString('base64');
  const first = Math.ceil((before * 8) / 6);
  const last = Math.floor(((before + secret.length) * 8) / 6);
  return text.slice(first, last);
}

function unpacked(path: string, bytes: Buffer): Buffer {
  if (path.endsWith('.br')) return brotliDecompressSync(bytes);
  if (path.endsWith('.gz')) return gunzipSync(bytes);
  return bytes;
}
