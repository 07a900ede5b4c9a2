/**
 * Whoever owns the shop, at a machine of their own: invites terminals, through the same pages as a person. Of
 * HTML it reads no more than the code.
 */

import { expect } from '@playwright/test';

/** The demo's owner, who is printed at its start. */
const DEMO_OWNER = { name: 'Olivia', password: 'training mode only' };
/** Who becomes the owner of a program that has none. */
const SHOP_OWNER = { name: 'Anna', password: 'a shop of four corners' };

export class Office {
  private constructor(
    private readonly url: string,
    private readonly cookie: string,
  ) {}

  /** Signs in at a demo. */
  static async ofDemo(url: string): Promise<Office> {
    return new Office(url, await signedIn(url, '/sign-in', DEMO_OWNER));
  }

  /** Becomes the owner, by the link that was printed into `log`. */
  static async ofShop(url: string, log: string): Promise<Office> {
    const [, token] = /\/set-up\?token=(kl-[0-9a-f]{64})/.exec(log) ?? [];
    expect(token, `a set-up link in:\n${log}`).toBeDefined();
    const { name, password } = SHOP_OWNER;
    return new Office(url, await signedIn(url, '/set-up', { token: token as string, name, password, again: password }));
  }

  /** A code that pairs a new terminal. */
  async invite(name: string): Promise<string> {
    const answer = await send(this.url, '/office/terminals', { name }, this.cookie);
    const [, code] = /data-code="([A-Z0-9]{8})"/.exec(await answer.text()) ?? [];
    expect(code, 'a pairing code').toBeDefined();
    return code as string;
  }

  /** Locks, unlocks or revokes the terminal of that name. */
  async change(name: string, way: 'lock' | 'unlock' | 'revoke'): Promise<void> {
    const list = await fetch(`${this.url}/office/terminals`, { headers: { cookie: this.cookie } });
    const rows = (await list.text()).split('data-terminal="').slice(1);
    const id = rows.find((row) => row.includes(`>${name}<`))?.slice(0, 36);
    expect(id, `a terminal called ${name}`).toBeDefined();
    const answer = await send(this.url, `/office/terminals/${id}/${way}`, {}, this.cookie);
    expect(answer.status, await answer.text()).toBe(303);
  }

  /** Reads items in, as CSV. */
  async items(csv: string): Promise<void> {
    const form = new FormData();
    form.set('file', new Blob([csv], { type: 'text/csv' }), 'items.csv');
    const headers = { cookie: this.cookie, origin: this.url };
    const answer = await fetch(`${this.url}/office/catalogue/import`, { method: 'POST', headers, body: form });
    expect(answer.status, await answer.text()).toBe(200);
  }

  /** Gives the item of that name a picture. */
  async picture(name: string, picture: Buffer): Promise<void> {
    const list = await fetch(`${this.url}/office/catalogue`, { headers: { cookie: this.cookie } });
    const rows = (await list.text()).split('data-item="').slice(1);
    const id = rows.find((row) => row.includes(`>${name}<`))?.slice(0, 36);
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(picture)], { type: 'image/png' }), 'picture.png');
    const headers = { cookie: this.cookie, origin: this.url };
    const path = `${this.url}/office/catalogue/items/${id}/picture`;
    const answer = await fetch(path, { method: 'POST', headers, body: form, redirect: 'manual' });
    expect(answer.status, await answer.text()).toBe(303);
  }

  /** Says how terminals sell. */
  async selling(mode: 'keypad' | 'catalogue' | 'self-service', tip: boolean): Promise<void> {
    const fields = { terminal: '', mode, ...(tip ? { tip: 'on' } : {}) };
    const answer = await send(this.url, '/office/catalogue/selling', fields, this.cookie);
    expect(answer.status, await answer.text()).toBe(303);
  }

  /** What a browser has to send to be a new terminal: name and value of a cookie. */
  async terminal(name: string): Promise<{ name: string; value: string; url: string }> {
    const answer = await send(this.url, '/pair', { code: await this.invite(name) });
    const [, cookie, value] = /(kiosk-terminal)=(kt-[0-9a-f]{64})/.exec(answer.headers.getSetCookie().join('\n')) ?? [];
    expect(value, 'a cookie that makes a terminal').toBeDefined();
    return { name: cookie as string, value: value as string, url: this.url };
  }
}

async function signedIn(url: string, path: string, fields: Record<string, string>): Promise<string> {
  const answer = await send(url, path, fields);
  expect(answer.status, await answer.text()).toBe(303);
  const [cookie] = /kiosk-person=kp-[0-9a-f]{64}/.exec(answer.headers.getSetCookie().join('\n')) ?? [];
  expect(cookie, 'a cookie of somebody who is signed in').toBeDefined();
  return cookie as string;
}

function send(url: string, path: string, fields: Record<string, string>, cookie = ''): Promise<Response> {
  return fetch(`${url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie },
    body: new URLSearchParams(fields),
  });
}
