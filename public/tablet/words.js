/**
 * What the tablet says, in the language of the page. Each language is a file of its own, loaded when the page first
 * speaks it; a page that changes its language is followed.
 */

import { signal } from './signal.js';

/** Where the file of each language is; the bundle begins with it. Its names are those of `words/`. */
const files = /** @type {Record<string, string>} */ (/** @type {any} */ (globalThis).tabletWords ?? {});

/** Changes when the words do. */
export const words = signal(/** @type {Record<string, string>} */ ({}));

/** The words of the page's language; those who ask later get them at once. */
export async function startWords() {
  new MutationObserver(loadWords).observe(document.documentElement, { attributeFilter: ['lang'] });
  await loadWords();
}

async function loadWords() {
  const lang = document.documentElement.lang;
  const file = files[lang] ?? files[lang.split('-')[0] ?? ''] ?? files['en'];
  if (!file) return;
  try {
    const answer = await fetch(file);
    // Meanwhile it may be another one.
    if (answer.ok && document.documentElement.lang === lang) words.set(await answer.json());
  } catch {
    // The network is away: what is there stays.
  }
}

/**
 * The words under `key`.
 * @param {string} key
 */
export function say(key) {
  return words.get()[key] ?? '';
}
