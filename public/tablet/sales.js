/** What the screen shows of a sale, read from the page: the kiosk itself knows nothing of this script. */

/** Whether nobody is in the middle of anything: an empty keypad, with no question open. */
export function isBetweenSales() {
  const amount = document.querySelector('[data-screen="keypad"] [data-amount]');
  return amount?.getAttribute('data-amount') === '0' && !document.querySelector('dialog[open]');
}
