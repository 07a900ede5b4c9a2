/**
 * How this one tablet is set: a matter of the glass on this counter, not of the shop, so the tablet keeps it itself.
 * Staff change it on the self-test page. Where the browser keeps nothing, the values below hold.
 */

import { keep, recall } from './kept.js';
import { signal } from './signal.js';

/**
 * @typedef {object} Options
 * @property {boolean} chime a sound for every payment
 * @property {boolean} speak the amount spoken, too
 * @property {boolean} vibrate a short buzz
 * @property {'58' | '80' | 'a4'} paper what receipts are printed on
 * @property {number} returnSeconds how long a paid sale is shown; 0 until somebody taps
 */

/** @type {Options} */
const USUAL = { chime: true, speak: false, vibrate: true, paper: '80', returnSeconds: 0 };
const KEPT_AS = 'tablet';
export const LONGEST_RETURN_SECONDS = 120;

export const options = signal(readOptions());

function readOptions() {
  try {
    return sensible(JSON.parse(recall(KEPT_AS) || '{}'));
  } catch {
    return USUAL;
  }
}

/**
 * Whatever was found, as options that make sense.
 * @param {any} found
 * @returns {Options}
 */
function sensible(found) {
  const { chime, speak, vibrate, paper, returnSeconds } = { ...USUAL, ...found };
  const seconds = Number.isInteger(returnSeconds) ? Math.min(Math.max(returnSeconds, 0), LONGEST_RETURN_SECONDS) : 0;
  return {
    chime: chime === true,
    speak: speak === true,
    vibrate: vibrate === true,
    paper: paper === '58' || paper === 'a4' ? paper : '80',
    returnSeconds: seconds,
  };
}

/**
 * Sets some of them; false where the browser will have forgotten them at the next load.
 * @param {Partial<Options>} some
 */
export function setOptions(some) {
  options.set(sensible({ ...options.get(), ...some }));
  return keep(KEPT_AS, JSON.stringify(options.get()));
}
