/**
 * The sales of a tablet that customers use on their own: all that `index.js` does, and the way back to the beginning from
 * every screen that somebody has left. The staff's door is here, too.
 */

import { paidSeconds } from './alone-first.js';
import './index.js';
import { startDoor, STAFF_DOOR } from './door.js';
import { startLeftAlone } from './left-alone.js';

/** Whoever pays has eyes for their telephone, not for the tablet. */
const OPEN_MS = 3 * 60_000;
const OVER_MS = 60_000;
/** A server that does not answer is asked again. */
const AGAIN_AFTER_MS = 2_000;
const OVER = ['paid', 'paid-late', 'expired', 'cancelled', 'blocked', 'failed', 'unknown', 'elsewhere', 'not-found'];

const saleState = () => document.querySelector('[data-state]')?.getAttribute('data-state') ?? '';

/** @param {string} state */
function patienceOf(state) {
  if (state === 'paid') return paidSeconds * 1_000;
  return OVER.includes(state) ? OVER_MS : OPEN_MS;
}

/**
 * Leaves the sale for `path`. One that is open goes on being watched, and its payment is brought to the staff's eyes.
 * @param {string} path
 */
async function leaveSaleFor(path) {
  const id = document.querySelector('[data-checkout]')?.getAttribute('data-checkout');
  await heard(fetch('/healthz', { cache: 'no-store' }));
  if (id && !OVER.includes(saleState())) {
    // A screen that hears that its sale is put aside takes it up again: it goes first, as by the browser's *back*.
    history.replaceState(null, '', '/');
    dispatchEvent(new PopStateEvent('popstate'));
    while (!(await isPutAside(id))) await new Promise((done) => setTimeout(done, AGAIN_AFTER_MS));
  }
  location.replace(path);
  // It is being left: nothing more happens here.
  await new Promise(() => undefined);
}

/** @param {Promise<Response>} asking */
async function heard(asking) {
  if ((await asking).status >= 500) throw new Error('the server has trouble');
}

/** @param {string} id */
async function isPutAside(id) {
  const headers = { 'content-type': 'application/json' };
  try {
    await heard(fetch('/api/put_aside', { method: 'POST', headers, body: JSON.stringify({ id }) }));
    return true;
  } catch {
    return false;
  }
}

startLeftAlone(saleState, patienceOf, () => leaveSaleFor('/'));
// With the server away it does not open, and can be tried again.
startDoor(() => leaveSaleFor(STAFF_DOOR).catch(() => undefined));
