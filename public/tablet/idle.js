/**
 * Back to the keypad when a sale is over and nobody has touched the tablet for a while. The paid screen has its own
 * setting, and a screen on which somebody has to decide something stays until they did.
 */

const IDLE_AFTER_MS = 2 * 60_000;
const LOOK_EVERY_MS = 1_000;

export function startIdle() {
  let touched = performance.now();
  let screen = '';
  for (const touch of ['pointerdown', 'keydown']) window.addEventListener(touch, () => (touched = performance.now()), true);
  setInterval(() => {
    const over = document.querySelector('[data-state]');
    const now = over?.getAttribute('data-state') ?? '';
    if (now !== screen) {
      screen = now;
      touched = performance.now();
    }
    const isLeft = ['expired', 'cancelled', 'unknown', 'not-found'].includes(screen);
    if (!isLeft || over?.querySelector('.is-warning') || document.querySelector('dialog[open]')) return;
    if (performance.now() - touched < IDLE_AFTER_MS) return;
    const next = document.querySelector('[data-new-sale]');
    if (next instanceof HTMLElement) next.click();
  }, LOOK_EVERY_MS);
}
