/**
 * Fills the glass, by a tap: no browser lets a page do it by itself. A browser also lets go of it at every load of a page.
 * A tablet on which somebody has asked for it therefore fills it again at the next tap, until the kiosk is left
 * (`left.js`). An installed kiosk fills it already.
 */

import { keep, recall } from './kept.js';
import { signal } from './signal.js';

/** @typedef {'full' | 'window' | 'unsupported'} FullScreenState */

export const fullScreen = signal(/** @type {FullScreenState} */ ('window'));

const INSTALLED = '(display-mode: fullscreen), (display-mode: standalone)';

export function startFullScreen() {
  for (const change of ['fullscreenchange', 'webkitfullscreenchange']) document.addEventListener(change, lookAtGlass);
  window.matchMedia(INSTALLED).addEventListener('change', lookAtGlass);
  const again = () => fullScreen.get() === 'window' && recall('full') && fill();
  window.addEventListener('click', again, true);
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
  if (await fill()) keep('full', '1');
  else fullScreen.set('unsupported');
}

/** Whether the browser did. */
async function fill() {
  const root = /** @type {any} */ (document.documentElement);
  try {
    await (root.requestFullscreen ?? root.webkitRequestFullscreen).call(root, { navigationUI: 'hide' });
    return true;
  } catch {
    return false;
  }
}
