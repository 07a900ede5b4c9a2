/**
 * Back to an empty keypad when a sale is over, or was never charged, and nobody has touched the tablet for a while. The
 * paid screen has its own setting, and a screen on which somebody has to decide something stays until they did.
 */

import { press } from './button.js';
import { isBetweenSales } from './sales.js';
import { quietMs, startTouch, touch } from './touch.js';

const IDLE_AFTER_MS = 2 * 60_000;
/** What was keyed and left there waits longer, for whoever looks for their wallet. */
const KEYED_AFTER_MS = 5 * 60_000;

export function startIdle() {
  let screen = '';
  startTouch();
  setInterval(() => {
    const over = document.querySelector('[data-state]');
    const now = over?.getAttribute('data-state') ?? '';
    if (now !== screen) {
      screen = now;
      touch();
    }
    if (quietMs() < IDLE_AFTER_MS || document.querySelector('dialog[open]')) return;
    const isLeft = ['expired', 'cancelled', 'unknown', 'not-found'].includes(screen);
    if (isLeft && !over?.querySelector('.is-warning')) press('[data-new-sale]');
    if (quietMs() > KEYED_AFTER_MS && !isBetweenSales()) forgetKeyed();
  }, 1_000);
}

function forgetKeyed() {
  press('[data-key="clear"]');
  const note = document.querySelector('[data-note]');
  if (!(note instanceof HTMLInputElement)) return;
  note.value = '';
  note.dispatchEvent(new Event('input', { bubbles: true }));
}
