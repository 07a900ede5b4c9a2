/**
 * Tells the server how the tablet is, so that the back office can see it: at once when something changes, and once a
 * minute. The answer says whether the server has a newer version of the kiosk than the one on the screen.
 */

import { fullScreen } from './full-screen.js';
import { sound } from './sound.js';
import { wakeLock } from './wake-lock.js';

const EVERY_MS = 60_000;
const SOONEST_MS = 5_000;

/** @typedef {{ now_ms: number, mion_answers: boolean, mion_silent_s: number | null, version: string }} Heard */

/**
 * Since when Mion does not answer the server, by this page's clock: a page that was loaded meanwhile has it from the server.
 * @type {{ since: number }}
 */
export const mionSilence = { since: Infinity };

/**
 * How the tablet is, told to the server; nothing where it does not answer.
 * @returns {Promise<Heard | undefined>}
 */
export async function beat() {
  const report = {
    version: document.documentElement.dataset['version'] ?? '',
    wake: wakeLock.get(),
    full: fullScreen.get(),
    sound: sound.get(),
    worker: navigator.serviceWorker ? (navigator.serviceWorker.controller ? 'ready' : 'absent') : 'unsupported',
    secure: window.isSecureContext,
    clock_ms: Date.now(),
  };
  try {
    const answer = await fetch('/tablet/heartbeat', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(report),
    });
    return answer.ok ? await answer.json() : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Beats from now on; `outdated` is called when the server has another version.
 * @param {() => void} outdated
 */
export function startHeartbeat(outdated) {
  let due = 0;
  let last = '';
  setInterval(async () => {
    const state = [wakeLock.get(), fullScreen.get(), sound.get(), document.visibilityState].join();
    const now = performance.now();
    // What changed is told soon, but a screen that flickers does not make a storm.
    const isDue = now >= due || (state !== last && now >= due - EVERY_MS + SOONEST_MS);
    if (!isDue || document.visibilityState !== 'visible') return;
    due = now + EVERY_MS;
    last = state;
    const heard = await beat();
    mionSilence.since = typeof heard?.mion_silent_s === 'number' ? performance.now() - heard.mion_silent_s * 1_000 : Infinity;
    const own = document.documentElement.dataset['version'];
    if (heard && own && heard.version !== own) outdated();
  }, 1_000);
}
