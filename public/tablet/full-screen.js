/** Fills the glass, by a tap: no browser lets a page do it by itself. An installed kiosk fills it already. */

import { signal } from './signal.js';

/** @typedef {'full' | 'window' | 'unsupported'} FullScreenState */

export const fullScreen = signal(/** @type {FullScreenState} */ ('window'));

const INSTALLED = '(display-mode: fullscreen), (display-mode: standalone)';

export function startFullScreen() {
  for (const change of ['fullscreenchange', 'webkitfullscreenchange']) document.addEventListener(change, lookAtGlass);
  window.matchMedia(INSTALLED).addEventListener('change', lookAtGlass);
  lookAtGlass();
}

function lookAtGlass() {
  const page = /** @type {any} */ (document);
  const isFull = page.fullscreenElement || page.webkitFullscreenElement || window.matchMedia(INSTALLED).matches;
  // The second name is Safari's on an iPad; an iPhone has neither.
  const isPossible = page.fullscreenEnabled || page.webkitFullscreenEnabled;
  fullScreen.set(isFull ? 'full' : isPossible ? 'window' : 'unsupported');
}

export async function enterFullScreen() {
  const root = /** @type {any} */ (document.documentElement);
  try {
    await (root.requestFullscreen ?? root.webkitRequestFullscreen).call(root, { navigationUI: 'hide' });
  } catch {
    fullScreen.set('unsupported');
  }
}
