/** What the screen shows of a sale, read from the page: the kiosk itself knows nothing of this script. */

/** Whether nobody is in the middle of anything: a screen on which a sale begins, with nothing on it and no question open. */
export function isBetweenSales() {
  const begun = 'dialog[open], details[open], [data-amount]:not([data-amount="0"]), [placeholder]:not(:placeholder-shown)';
  return document.querySelector('[data-screen="keypad"], [data-begins]') !== null && !document.querySelector(begun);
}
