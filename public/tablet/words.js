/** What the tablet says, in the language of the page. The kiosk gives it the words, and others when its language changes. */

import { signal } from './signal.js';

/** Changes when the words do. */
export const words = signal(/** @type {Record<string, string>} */ ({}));

/** The words of the page's language; those who ask later get them at once. */
export function startWords() {
  new MutationObserver(readWords).observe(document.documentElement, { attributeFilter: ['data-words'] });
  readWords();
}

function readWords() {
  words.set(JSON.parse(document.documentElement.dataset['words'] ?? '{}'));
}

/**
 * The words under `key`.
 * @param {string} key
 */
export function say(key) {
  return words.get()[key] ?? '';
}
