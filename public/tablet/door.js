/**
 * The staff's way in where customers stand alone: whoever holds the shop's name, or presses it by a keyboard or a screen
 * reader, is asked for a PIN. A finger that only brushes it opens nothing.
 */

import { attend } from './attend.js';
import { button } from './button.js';
import { aloneWords } from './left-alone.js';

const HELD_MS = 1_500;
export const STAFF_DOOR = '/pin?next=/staff';

/** @param {() => unknown} open */
export function startDoor(open) {
  attend('[data-door]', (door) => hang(door, open));
  // The kiosk draws a name and nothing more.
  attend('.header-shop:not(:has(button))', (place) => {
    const door = button('button is-quiet', place.textContent ?? '');
    door.dataset['door'] = '';
    const what = door.appendChild(document.createElement('span'));
    what.className = 'unseen';
    what.textContent = ` – ${aloneWords().door}`;
    place.replaceChildren(door);
    return () => undefined;
  });
}

/**
 * @param {HTMLElement} door
 * @param {() => unknown} open
 */
function hang(door, open) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let held;
  const letGo = () => clearTimeout(held);
  door.onpointerdown = () => {
    letGo();
    held = setTimeout(open, HELD_MS);
  };
  door.onpointerup = door.onpointerleave = door.onpointercancel = letGo;
  // A finger that holds something is offered a menu.
  door.oncontextmenu = (event) => event.preventDefault();
  door.onclick = (event) => {
    event.preventDefault();
    if (event.detail === 0) open();
  };
  return letGo;
}
