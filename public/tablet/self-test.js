/**
 * The opening self-test: what a tablet must be able to do for a day of selling, tried one by one, and how this tablet is
 * set. A page of its own loads this (`/staff/self-test`), with the words for every outcome in it.
 *
 * - `heartbeat.js`: the server's time, and whether Mion answers it
 * - `options.js`: how this tablet is set
 * - `full-screen.js`, `sound.js`, `wake-lock.js`: what is tried
 */

import { enterFullScreen, fullScreen, startFullScreen } from './full-screen.js';
import { beat } from './heartbeat.js';
import { options, setOptions } from './options.js';
import { chime, sound, startSound } from './sound.js';
import { startWakeLock, wakeLock } from './wake-lock.js';

/** A clock that is further off than this confuses people; nothing of a sale depends on it. */
const GOOD_CLOCK_MS = 60_000;
/** What is found at once is told at once. */
const TELL_AFTER_MS = 500;

/** Whether the server has heard how the tablet is, beside which it keeps what is found. */
let isHeard = false;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let telling;

startWakeLock();
startFullScreen();
startSound();
wakeLock.watch((state) => found('wake', state));
fullScreen.watch((state) => found('full', state));
sound.watch((state) => found('sound', state));
found('https', window.isSecureContext ? 'good' : 'bad');
found('worker', navigator.serviceWorker?.controller ? 'good' : 'bad');
onTap('full', enterFullScreen);
onTap('sound', chime);
onTap('print', printSample);
onTap('server', askServer);
askServer();
bindOptions();

/**
 * Shows the words that the page has for an outcome.
 * @param {string} check
 * @param {string} outcome
 * @param {string} [detail]
 */
function found(check, outcome, detail = '') {
  const row = document.querySelector(`[data-check="${check}"]`);
  if (!(row instanceof HTMLElement)) return;
  row.dataset['outcome'] = outcome;
  showWords(row, outcome);
  const more = row.querySelector('[data-detail]');
  if (more) more.textContent = detail;
  if (isHeard) tell();
}

/** Tells the server what came of all that is tried: good or bad, or that nobody has tapped it. */
function tell() {
  clearTimeout(telling);
  telling = setTimeout(() => {
    const tried = [...document.querySelectorAll('[data-check]')].map((row) => {
      const words = row.querySelector('[data-words]:not([hidden])');
      const isTapped = words && row.getAttribute('data-outcome') !== 'locked';
      return [row.getAttribute('data-check'), !isTapped ? 'untried' : words.className === 'is-good' ? 'good' : 'bad'];
    });
    const sent = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(Object.fromEntries(tried)) };
    fetch('/tablet/self-test', sent).catch(() => {
      // It is told with whatever is found next.
    });
  }, TELL_AFTER_MS);
}

/** A sample receipt, on the paper that is chosen. */
function printSample() {
  document.querySelector('iframe')?.remove();
  const frame = document.createElement('iframe');
  frame.className = 'unseen';
  frame.tabIndex = -1;
  frame.ariaHidden = 'true';
  frame.addEventListener('printed', () => found('print', 'done'));
  frame.src = `/receipt/sample?paper=${options.get().paper}&lang=${document.documentElement.lang}`;
  document.body.append(frame);
}

/**
 * Of all the words in `place` shows those for `outcome`.
 * @param {Element} place
 * @param {string} outcome
 */
function showWords(place, outcome) {
  for (const words of place.querySelectorAll('[data-words]')) {
    if (words instanceof HTMLElement) words.hidden = words.dataset['words'] !== outcome;
  }
}

/**
 * @param {string} check
 * @param {() => unknown} act
 */
function onTap(check, act) {
  document.querySelector(`[data-check="${check}"] button`)?.addEventListener('click', () => act());
}

async function askServer() {
  const asked = performance.now();
  const heard = await beat();
  const tookMs = performance.now() - asked;
  isHeard = heard !== undefined;
  found('server', heard ? 'good' : 'bad', heard ? `${Math.round(tookMs)} ms` : '');
  found('mion', heard ? (heard.mion_answers ? 'good' : 'bad') : 'unknown');
  if (!heard) return found('clock', 'unknown');
  const offMs = Date.now() - (heard.now_ms + tookMs / 2);
  const seconds = Math.round(Math.abs(offMs) / 1_000);
  found('clock', Math.abs(offMs) <= GOOD_CLOCK_MS ? 'good' : offMs > 0 ? 'fast' : 'slow', seconds > 0 ? inSeconds(seconds) : '');
}

/** @param {number} seconds */
function inSeconds(seconds) {
  const [value, unit] = seconds < 120 ? [seconds, 'second'] : [Math.round(seconds / 60), 'minute'];
  return new Intl.NumberFormat(document.documentElement.lang || 'en', { style: 'unit', unit }).format(value);
}

/** Every field of the form shows an option, and sets it. */
function bindOptions() {
  const form = document.querySelector('[data-options]');
  if (!(form instanceof HTMLFormElement)) return;
  const kept = form.querySelector('[data-kept]');
  for (const field of form.elements) {
    if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) continue;
    const name = /** @type {keyof import('./options.js').Options} */ (field.name);
    const now = options.get()[name];
    if (field instanceof HTMLInputElement && field.type === 'checkbox') field.checked = now === true;
    else field.value = String(now);
    field.addEventListener('change', () => {
      const isTicked = field instanceof HTMLInputElement && field.type === 'checkbox';
      const value = isTicked ? field.checked : field.type === 'number' ? Number(field.value) : field.value;
      const isKept = setOptions({ [name]: value });
      if (!isTicked) field.value = String(options.get()[name]);
      if (kept) showWords(kept, `${isKept}`);
    });
  }
  form.addEventListener('submit', (event) => event.preventDefault());
}
