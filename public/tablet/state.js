/**
 * A third light beside the two connections, for the glass, and the way to fill it. A tap on the light says in words
 * how the tablet is.
 */

import { attend } from './attend.js';
import { button } from './button.js';
import { enterFullScreen, fullScreen } from './full-screen.js';
import { sound } from './sound.js';
import { wakeLock } from './wake-lock.js';
import { say } from './words.js';

export function startState() {
  attend('.tablet-state', (place) => {
    const light = button('tablet-light', say('screen'));
    const words = light.appendChild(document.createElement('span'));
    words.className = 'unseen';
    const full = button('button tablet-full', say('full.enter'));
    const dialog = document.createElement('dialog');
    dialog.className = 'dialog tablet-told';
    light.onclick = () => tell(dialog);
    full.onclick = enterFullScreen;
    place.replaceChildren(full, light, dialog);
    const ends = [
      wakeLock.watch((state) => {
        light.dataset['wake'] = state;
        words.textContent = `: ${say(`wake.${state}`)}`;
      }),
      fullScreen.watch((state) => {
        light.dataset['full'] = state;
        full.hidden = state !== 'window';
      }),
    ];
    return () => {
      ends.forEach((end) => end());
      place.replaceChildren();
    };
  });
}

/** @param {HTMLDialogElement} dialog */
function tell(dialog) {
  const said = [`wake.${wakeLock.get()}`, `full.${fullScreen.get()}`, `sound.${sound.get()}`].map((key) => {
    const line = document.createElement('p');
    line.textContent = say(key);
    return line;
  });
  const close = button('button is-main', say('close'));
  close.onclick = () => dialog.close();
  dialog.replaceChildren(...said, close);
  dialog.showModal();
}
