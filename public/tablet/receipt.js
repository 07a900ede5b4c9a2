/**
 * A receipt on paper: the same page that the customer's telephone shows, in a frame that nobody sees, printed at the
 * width of this tablet's paper.
 */

import { attend } from './attend.js';
import { button } from './button.js';
import { options } from './options.js';
import { say } from './words.js';

export function startReceipts() {
  attend('[data-receipt]', (place) => {
    const print = button('button is-quiet', say('receipt.print'));
    print.onclick = () => printPage(`${place.dataset['receipt']}?paper=${options.get().paper}`);
    place.append(print);
    return () => {
      print.remove();
      document.querySelector('iframe.unseen')?.remove();
    };
  });
}

/** @param {string} path */
function printPage(path) {
  document.querySelector('iframe.unseen')?.remove();
  const frame = document.createElement('iframe');
  frame.className = 'unseen';
  frame.tabIndex = -1;
  frame.ariaHidden = 'true';
  frame.onload = () => frame.contentWindow?.print();
  frame.src = path;
  document.body.append(frame);
}
