/**
 * The receipt, as a code that any camera reads, and on paper: the same page that the customer's telephone shows, in the
 * language that the customer reads here, in a frame that nobody sees. It prints itself at the width of this tablet's paper.
 */

import { attend } from './attend.js';
import { button } from './button.js';
import { options } from './options.js';
import { say } from './words.js';

export function startReceipts() {
  attend('.receipt', (place) => {
    const path = `/receipt/${place.dataset['receipt']}`;
    const code = document.createElement('img');
    code.src = `${path}/code.svg`;
    code.alt = say('receipt.code');
    const name = document.createElement('p');
    name.textContent = say('receipt');
    const print = button('button is-quiet', say('receipt.print'));
    print.onclick = () => printPage(`${path}?paper=${options.get().paper}&lang=${document.documentElement.lang}`);
    place.replaceChildren(code, name, print);
    return () => {
      place.replaceChildren();
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
  frame.src = path;
  document.body.append(frame);
}
