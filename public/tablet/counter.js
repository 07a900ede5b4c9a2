/**
 * The pages on which items are sold. They do beside selling what the kiosk does (`index.js`), search while somebody types,
 * hear a scanner, and where customers stand alone they begin anew when the last one has gone. Without this every form and
 * link works by itself.
 *
 * - `swap.js`: the middle of the page, exchanged
 * - `left-alone.js`, `door.js`: where customers stand alone
 * - the others: as in `index.js`
 */

import { startAges } from './ages.js';
import { startDoor, STAFF_DOOR } from './door.js';
import { startFullScreen } from './full-screen.js';
import { startHeartbeat } from './heartbeat.js';
import { startLeftAlone } from './left-alone.js';
import { startSound } from './sound.js';
import { startState } from './state.js';
import { isBusy, isInShelf, isServerSilent, keepLanguage, middle, sendFields, startSwap, swap } from './swap.js';
import { quietMs, startTouch } from './touch.js';
import { startWakeLock } from './wake-lock.js';
import { startWords } from './words.js';
import { lookForUpdate, startWorker } from './worker.js';

const LOOK_MS = 15_000;
const SILENT_MS = 3_000;
const ALONE_MS = 120_000;
const TYPING_MS = 120;
const CART = '/catalogue/cart';

startSwap();
startWakeLock();
startFullScreen();
startSound();
startWords();
startState();
startAges();
startTouch();
startWorker();
startHeartbeat(lookForUpdate);

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.closest('[data-swap], [data-part]')) return;
  event.preventDefault();
  const fields = new FormData(form, event.submitter);
  const action = form.getAttribute('action') ?? '';
  if (form.matches('[data-search]')) {
    clearTimeout(typing);
    const text = String(fields.get('q') ?? '').trim();
    // Enter ends a code. What is none is searched for.
    if (/^\S{3,64}$/.test(text)) {
      const field = form.querySelector('#search');
      if (field instanceof HTMLInputElement) field.value = '';
      sendFields(CART, { do: 'code', q: text, back: location.pathname + location.search });
    } else search(form);
  } else if (form.method === 'post') {
    // A second tap on *Pay* is the same sale; it need not even be sent.
    if (form.matches('[data-pay-form]') && isBusy()) return;
    sendFields(action, fields);
  } else {
    const query = new URLSearchParams([...fields].map(([name, value]) => [name, String(value)]));
    swap(`${action}?${query}`, {}, 'push');
  }
});

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!(link instanceof HTMLAnchorElement) || !link.closest('[data-swap], [data-part]')) return;
  const url = new URL(link.href);
  if (!isInShelf(url) || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  swap(url, {}, 'push');
});

document.addEventListener('change', ({ target }) => {
  if (!(target instanceof HTMLSelectElement || target instanceof HTMLInputElement)) return;
  if (target.matches('[data-language], [data-quantity]')) target.form?.requestSubmit();
});

/** @type {ReturnType<typeof setTimeout> | undefined} */
let typing;

/** @param {HTMLFormElement} form */
function search(form) {
  const query = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
  swap(`/catalogue?${query}`, {}, 'replace');
}

document.addEventListener('input', ({ target }) => {
  if (!(target instanceof HTMLInputElement) || target.id !== 'search' || !target.form) return;
  const { form } = target;
  clearTimeout(typing);
  typing = setTimeout(() => search(form), TYPING_MS);
});

// A scanner types into whatever has the focus; where nothing has, into the search.
document.addEventListener('keydown', (event) => {
  const field = document.getElementById('search');
  const isFree = document.activeElement === document.body || document.activeElement?.matches('button, a, h2');
  if (field && isFree && event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey) {
    field.focus({ preventScroll: true });
  }
});

let lookedAt = performance.now();

function look() {
  lookedAt = performance.now();
  if (document.hidden || isBusy()) return;
  // Whoever types or has something folded open is not disturbed, but hears what the shop has to say.
  const isTyping = document.activeElement?.matches('input, select') && document.activeElement.id !== 'search';
  const isOpen = document.querySelector('[data-keep-open][open]');
  swap(location.href, {}, isTyping || isOpen ? 'parts' : 'replace');
}
setInterval(() => {
  if (performance.now() - lookedAt >= (isServerSilent() ? SILENT_MS : LOOK_MS)) look();
}, 1_000);
for (const name of ['online', 'visibilitychange']) window.addEventListener(name, look, true);
window.addEventListener('popstate', () => swap(location.href));
window.addEventListener('pageshow', (event) => event.persisted && look());

if (middle().dataset['mode'] === 'self-service') {
  const screen = () => middle().dataset['screen'] ?? '';
  startLeftAlone(screen, (now) => (now === 'attract' ? Infinity : ALONE_MS), startOver);
  startDoor(() => location.assign(STAFF_DOOR));
  setInterval(stay, LOOK_MS);
  if (screen() === 'attract') keepLanguage('');
}

async function startOver() {
  await sendFields(CART, { do: 'clear' });
  if (isServerSilent()) throw new Error('the server does not answer');
  keepLanguage('');
}

/** A cart that somebody looks at is not an abandoned one, whatever they do with it. */
function stay() {
  if (middle().dataset['screen'] === 'attract' || quietMs() > LOOK_MS) return;
  fetch('/catalogue/stay', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }).catch(() => undefined);
}
