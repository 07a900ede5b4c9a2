/**
 * A tablet that customers use on their own begins anew when the last one has gone. It asks first, and whoever is still
 * there has all of the time again by one touch, as often as they like (WCAG 2.2.1).
 */

import { button } from './button.js';
import { quietMs, touch } from './touch.js';

/** So long the question stands, at least. */
const ASKED_MS = 30_000;
/** A server that does not answer is asked again. */
const AGAIN_MS = 5_000;

/** @typedef {{ question: string, meaning: string, more: string, door: string }} AloneWords */

/**
 * What is said, in the language of the page.
 * @returns {AloneWords}
 */
export function aloneWords() {
  const { lang, dataset } = document.documentElement;
  const all = JSON.parse(dataset['alone'] ?? '{}');
  return all[lang] ?? Object.values(all)[0];
}

/**
 * @param {() => string} screen what is on the screen; another one has all of its time
 * @param {(screen: string) => number} patienceMs for how long it may be left before there is a question
 * @param {(screen: string) => Promise<unknown>} leave what begins anew; asked again where it fails
 */
export function startLeftAlone(screen, patienceMs, leave) {
  const dialog = document.createElement('dialog');
  dialog.className = 'dialog left-alone';
  dialog.role = 'alertdialog';
  const bar = document.createElement('progress');
  let shown = screen();
  let askedAt = 0;
  let isLeaving = false;
  setInterval(async () => {
    const now = performance.now();
    if (screen() !== shown) {
      shown = screen();
      touch();
    }
    if (quietMs() < patienceMs(shown)) return dialog.close();
    if (!dialog.open) {
      ask(dialog, bar);
      askedAt = now;
    }
    const leftMs = ASKED_MS - (now - askedAt);
    bar.value = Math.max(leftMs / ASKED_MS, 0);
    if (leftMs > 0 || isLeaving) return;
    isLeaving = true;
    try {
      await leave(shown);
      touch();
    } catch {
      // Nobody is led to a page that cannot come.
      askedAt = performance.now() - ASKED_MS + AGAIN_MS;
    }
    isLeaving = false;
  }, 1_000);
}

/**
 * @param {HTMLDialogElement} dialog
 * @param {HTMLProgressElement} bar
 */
function ask(dialog, bar) {
  const words = aloneWords();
  const headline = document.createElement('h2');
  headline.textContent = words.question;
  const meaning = document.createElement('p');
  meaning.textContent = words.meaning;
  const more = button('button is-main', words.more);
  more.dataset['more'] = '';
  more.onclick = () => {
    touch();
    dialog.close();
  };
  bar.ariaLabel = words.meaning;
  dialog.ariaLabel = words.question;
  dialog.replaceChildren(headline, meaning, bar, more);
  document.body.append(dialog);
  dialog.showModal();
}
