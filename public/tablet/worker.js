/**
 * Installs the service worker, and takes up a new version of the kiosk: between two sales, and never during one.
 * Where a browser forbids workers, a new version is taken up all the same, by loading the page.
 */

import { isBetweenSales } from './sales.js';
import { signal } from './signal.js';

/** @typedef {'asking' | 'ready' | 'denied' | 'insecure' | 'unsupported'} WorkerState */

export const worker = signal(/** @type {WorkerState} */ ('asking'));

const APPLY_EVERY_MS = 1_000;

/** @type {ServiceWorkerRegistration | undefined} */
let registration;
/** @type {ReturnType<typeof setInterval> | undefined} */
let applying;

export async function startWorker() {
  if (!window.isSecureContext) return worker.set('insecure');
  if (!navigator.serviceWorker) return worker.set('unsupported');
  try {
    registration = await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' });
  } catch {
    return worker.set('denied');
  }
  // Whoever keeps workers away without a word gives nothing.
  if (!registration) return worker.set('denied');
  worker.set('ready');
  registration.addEventListener('updatefound', awaitInstalled);
  awaitInstalled();
}

/**
 * The server has another page than this one. If that is a new version, its worker says so; where there are none, or only
 * what the shop has set is new, the next load is it.
 */
export async function lookForUpdate() {
  try {
    await registration?.update();
  } catch {
    // The server is away; there will be another time.
    return;
  }
  if (!registration?.installing && !registration?.waiting) applyBetweenSales();
}

function awaitInstalled() {
  const fresh = registration?.waiting ?? registration?.installing;
  // The first worker there ever was replaces nobody.
  if (!fresh || !registration?.active) return;
  const look = () => {
    if (fresh.state === 'installed') applyBetweenSales();
  };
  fresh.addEventListener('statechange', look);
  look();
}

/** Takes the new version up as soon as no sale is on the screen. */
function applyBetweenSales() {
  applying ??= setInterval(() => {
    if (!isBetweenSales()) return;
    clearInterval(applying);
    const waiting = registration?.waiting;
    if (!waiting) return location.reload();
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
    waiting.postMessage('apply');
  }, APPLY_EVERY_MS);
}
