/**
 * Keeps the glass lit. A browser takes the lock back whenever the page is hidden, and some give it only after a tap:
 * it is asked for again on both.
 */

import { signal } from './signal.js';

/** @typedef {'asking' | 'held' | 'released' | 'denied' | 'battery' | 'insecure' | 'unsupported'} WakeLockState */

export const wakeLock = signal(/** @type {WakeLockState} */ ('asking'));

let isAsking = false;

export function startWakeLock() {
  // A browser hides the API where the page did not come over HTTPS, and then this is the reason to give.
  if (!window.isSecureContext) return wakeLock.set('insecure');
  if (!navigator.wakeLock) return wakeLock.set('unsupported');
  document.addEventListener('visibilitychange', holdWakeLock);
  for (const tap of ['pointerup', 'keydown']) window.addEventListener(tap, holdWakeLock, true);
  holdWakeLock();
}

async function holdWakeLock() {
  if (isAsking || wakeLock.get() === 'held' || document.visibilityState !== 'visible') return;
  isAsking = true;
  try {
    const lock = await navigator.wakeLock.request('screen');
    lock.addEventListener('release', () => wakeLock.set('released'));
    wakeLock.set(lock.released ? 'released' : 'held');
  } catch {
    wakeLock.set((await isBatteryLow()) ? 'battery' : 'denied');
  }
  isAsking = false;
}

/** Whether a low battery is the likely reason: a system that saves power refuses the lock. */
async function isBatteryLow() {
  try {
    // Only Chromium tells.
    const battery = await /** @type {any} */ (navigator).getBattery();
    return !battery.charging && battery.level <= 0.2;
  } catch {
    return false;
  }
}
