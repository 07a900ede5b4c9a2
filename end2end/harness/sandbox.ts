/**
 * The control side of the stand-in Mion: what the world does to a payment, and what a story wants to count.
 * The types are written from its documentation, not shared with it.
 */

import { expect } from '@playwright/test';

export type Route = 'create_session' | 'create_attempt' | 'status' | 'session' | 'session_by_reference' | 'any';

export type Answer =
  | { kind: 'delay'; ms: number }
  | { kind: 'timeout' | 'half' | 'act_then_drop' | 'block' | 'malformed' | 'invoice_amount' | 'invoice_network' }
  | { kind: 'status' | 'act_then_status'; code: number; retryAfter?: number; body?: string }
  | { kind: 'patch'; patch?: Record<string, unknown>; remove?: string[] };

export interface Attempt {
  lnInvoice: string | null;
  onChainAddress: string | null;
  amountMsat: number;
  state: 'open' | 'expired' | 'paid' | 'seen' | 'short' | 'unpayable';
  late: boolean;
}

export interface Session {
  paymentSessionId: string;
  reference: string;
  amount: number;
  currencyIso3: string;
  retailPos: boolean;
  paid: boolean;
  reads: number;
  attempts: Attempt[];
}

/** What a session can be made to say. */
export interface Shown {
  status?: string;
  paidAt?: string | null;
  fundingStatus?: string | null;
  feeStatus?: string | null;
}

export interface ApiRequest {
  method: string;
  path: string;
  route: Route | null;
  body: unknown;
  fate: string;
}

/** The sandbox's test rate: one euro cent. */
export const MSAT_PER_CENT = 20_000;

export class Sandbox {
  constructor(readonly url: string) {}

  /** Pays an invoice as a customer's wallet would. */
  async pay(invoice: string, how: { late?: boolean } = {}): Promise<void> {
    await this.tell('pay', { invoice, ...how });
  }

  /** Sends satoshi to an attempt's address, as a wallet on the block chain does: unconfirmed unless said. */
  async payOnChain(address: string, sat: number, how: { confirmed?: boolean } = {}): Promise<void> {
    await this.tell('pay_on_chain', { address, sat, ...how });
  }

  /** The block chain confirms all that an address was sent. */
  async confirm(address: string): Promise<void> {
    await this.tell('confirm', { address });
  }

  /** Sets what the next `times` requests of a route are answered. */
  async script(route: Route, answer: Answer, times = 1): Promise<void> {
    await this.tell('script', { route, times, answer });
  }

  /** Takes Mion off the net, or brings it back. */
  async down(down: boolean): Promise<void> {
    await this.tell('down', { down });
  }

  /** Makes a session show a status, verbatim. */
  async show(session: Session, status: Shown): Promise<void> {
    await this.tell('status', { paymentSessionId: session.paymentSessionId, ...status });
  }

  /** All sessions, the newest first. */
  async sessions(): Promise<Session[]> {
    return (await this.list<{ sessions: Session[] }>('sessions')).sessions;
  }

  /** The session of the one sale that was made; two or none fail the story. */
  async onlySession(): Promise<Session> {
    const sessions = await this.sessions();
    expect(sessions, 'payment sessions at Mion').toHaveLength(1);
    return sessions[0] as Session;
  }

  /** The requests that one of Mion's routes has had, the oldest first; those of all for `any`. */
  async requests(route: Route): Promise<ApiRequest[]> {
    const { requests } = await this.list<{ requests: ApiRequest[] }>('requests');
    return route === 'any' ? requests : requests.filter((request) => request.route === route);
  }

  private async tell(verb: string, body: object): Promise<void> {
    const answer = await fetch(`${this.url}/_control/${verb}`, { method: 'POST', body: JSON.stringify(body) });
    expect(answer.ok, `${verb}: ${await answer.text()}`).toBe(true);
  }

  private async list<T>(name: string): Promise<T> {
    const answer = await fetch(`${this.url}/_control/${name}`);
    expect(answer.ok, name).toBe(true);
    return (await answer.json()) as T;
  }
}
