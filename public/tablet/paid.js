/**
 * What happens on the paid screen: chime, spoken amount and buzz, once for each payment, and the way back to the
 * keypad where this tablet does not stay.
 */

import { attend } from './attend.js';
import { press } from './button.js';
import { keep, recall } from './kept.js';
import { options } from './options.js';
import { chime, sound } from './sound.js';
import { canSpeak, speakAmount } from './speech.js';
import { quietMs } from './touch.js';
import { say } from './words.js';

/** The sales that have sounded on this tablet, the newest last. */
const SOUNDED_AS = 'sounded';
const REMEMBERED = 50;
/** For a browser that keeps nothing. */
let sounded = recall(SOUNDED_AS).split(' ');

export function startPaid() {
  attend('.paid-effects', (place) => {
    /** @type {(() => void)[]} */
    const ends = [];
    const quiet = place.appendChild(document.createElement('p'));
    quiet.className = 'paid-quiet';
    const { chime: isWanted, returnSeconds } = options.get();
    /** @param {string} text */
    const tell = (text) => {
      quiet.textContent = text;
      place.hidden = text === '' && returnSeconds <= 0;
    };
    tell('');
    if (isWanted) ends.push(sound.watch((now) => tell(now === 'ready' ? '' : say(`sound.${now}`))));
    ends.push(soundOnce(place));
    if (returnSeconds > 0) ends.push(goBackIn(returnSeconds, place));
    return () => {
      ends.forEach((end) => end());
      place.replaceChildren();
    };
  });
}

/** @param {HTMLElement} place */
function soundOnce(place) {
  const sale = place.closest('[data-checkout]')?.getAttribute('data-checkout') ?? '';
  const { chime: isWanted, speak, vibrate } = options.get();
  return sound.watch((now) => {
    // A browser that wants a tap first is mute now: the payment sounds with that tap.
    if (sounded.includes(sale) || (now === 'locked' && (isWanted || speak))) return;
    sounded = [...sounded, sale].slice(-REMEMBERED);
    keep(SOUNDED_AS, sounded.join(' '));
    if (isWanted) chime();
    if (vibrate) navigator.vibrate?.([80, 60, 160]);
    const { minor, currency } = place.dataset;
    if (speak && canSpeak() && minor && currency) speakAmount(Number(minor), currency, say('paid.spoken'));
  });
}

/**
 * Back to the keypad, with a bar that shows how soon. Whoever touches the tablet has all of that time again.
 * @param {number} seconds
 * @param {HTMLElement} place
 */
function goBackIn(seconds, place) {
  const bar = place.appendChild(document.createElement('progress'));
  bar.max = seconds * 1000;
  bar.value = 0;
  bar.ariaLabel = say('paid.returns');
  const since = performance.now();
  const beat = setInterval(() => {
    bar.value = Math.min(performance.now() - since, quietMs());
    // Whoever has a question open is not thrown out.
    if (bar.value < bar.max || document.querySelector('dialog[open]')) return;
    clearInterval(beat);
    press('[data-new-sale]');
  }, 100);
  return () => clearInterval(beat);
}
