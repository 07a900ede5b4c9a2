/** What this tablet keeps for itself. A browser that keeps nothing forgets it with the page. */

/** @param {string} name */
export function recall(name) {
  try {
    return localStorage.getItem(name) ?? '';
  } catch {
    return '';
  }
}

/**
 * Keeps `text`; false where the browser will have forgotten it at the next load.
 * @param {string} name
 * @param {string} text
 */
export function keep(name, text) {
  try {
    localStorage.setItem(name, text);
    return true;
  } catch {
    return false;
  }
}
