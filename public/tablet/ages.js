/** Beside a light of a connection that is down: for how long. */

import { attend } from './attend.js';
import { mionSilence } from './heartbeat.js';

const AGES_EVERY_MS = 1_000;

export function startAges() {
  attend('.light', (light) => {
    const age = document.createElement('span');
    age.className = 'light-age';
    light.append(age);
    const isMion = light.dataset['light'] === 'mion';
    let state = light.dataset['link'];
    let seen = performance.now();
    const beat = setInterval(() => {
      const now = performance.now();
      if (light.dataset['link'] !== state) {
        state = light.dataset['link'];
        seen = now;
      }
      // What the server has said of a silence was of the last one.
      if (isMion && state === 'up') mionSilence.since = Infinity;
      const since = isMion ? Math.min(seen, mionSilence.since) : seen;
      age.textContent = state === 'down' ? inWords(Math.floor((now - since) / 1_000)) : '';
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
