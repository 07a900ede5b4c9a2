/** Beside a light of a connection that is down: for how long. */

import { attend } from './attend.js';

const AGES_EVERY_MS = 1_000;

export function startAges() {
  attend('.light', (light) => {
    const age = document.createElement('span');
    age.className = 'light-age';
    light.append(age);
    let state = light.dataset['link'];
    let since = performance.now();
    const beat = setInterval(() => {
      if (light.dataset['link'] !== state) {
        state = light.dataset['link'];
        since = performance.now();
      }
      age.textContent = state === 'down' ? inWords(Math.floor((performance.now() - since) / 1_000)) : '';
    }, AGES_EVERY_MS);
    return () => {
      clearInterval(beat);
      age.remove();
    };
  });
}

/**
 * `40s`, `2m`: as the page's language writes it.
 * @param {number} seconds
 */
function inWords(seconds) {
  const [value, unit] = seconds < 60 ? [seconds, 'second'] : [Math.floor(seconds / 60), 'minute'];
  const lang = document.documentElement.lang || 'en';
  return new Intl.NumberFormat(lang, { style: 'unit', unit, unitDisplay: 'narrow' }).format(value);
}
