/**
 * Attends to parts of the page as they come and go. The kiosk draws them without knowing of this script, so that
 * nothing of it weighs on the module.
 */

/** @typedef {(element: HTMLElement) => () => void} Care what is done for an element; returns what ends it */

/** @type {{ selector: string, begin: Care, ends: Map<HTMLElement, () => void> }[]} */
const cares = [];
/** @type {ReturnType<typeof setTimeout> | undefined} */
let soon;

/**
 * Does `begin` for every element that matches `selector`, now and later, and what it returned when the element is gone.
 * @param {string} selector
 * @param {Care} begin
 */
export function attend(selector, begin) {
  if (cares.length === 0) new MutationObserver(lookSoon).observe(document.body, { childList: true, subtree: true });
  cares.push({ selector, begin, ends: new Map() });
  lookAround();
}

/** Ends what is done for every element and begins it anew, as when the language has changed. */
export function attendAgain() {
  for (const { ends } of cares) {
    for (const end of ends.values()) end();
    ends.clear();
  }
  lookAround();
}

/** What has come is on the glass before anything is done for it; a page that nobody sees is drawn by nobody. */
function lookSoon() {
  if (soon !== undefined) return;
  soon = setTimeout(lookAround, 200);
  requestAnimationFrame(() => setTimeout(lookAround, 20));
}

function lookAround() {
  clearTimeout(soon);
  soon = undefined;
  for (const { selector, begin, ends } of cares) {
    for (const [element, end] of ends) {
      if (element.isConnected) continue;
      ends.delete(element);
      end();
    }
    for (const element of document.querySelectorAll(selector)) {
      if (element instanceof HTMLElement && !ends.has(element)) ends.set(element, begin(element));
    }
  }
}
