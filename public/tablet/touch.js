/** When somebody last touched the tablet. */

let touchedAt = performance.now();

/** As if somebody had: what is on the screen now gets its full time. */
export function touch() {
  touchedAt = performance.now();
}

/** For how long nobody has. */
export function quietMs() {
  return performance.now() - touchedAt;
}

export function startTouch() {
  for (const one of ['pointerdown', 'keydown', 'wheel']) window.addEventListener(one, touch, { capture: true, passive: true });
}
