/**
 * A value that tells when it changes.
 * @template T
 * @typedef {{ get: () => T, set: (next: T) => void, watch: (tell: (now: T) => void) => () => void }} Signal
 */

/**
 * @template T
 * @param {T} now
 * @returns {Signal<T>}
 */
export function signal(now) {
  /** @type {Set<(now: T) => void>} */
  const watchers = new Set();
  return {
    get: () => now,
    set(next) {
      if (next === now) return;
      now = next;
      for (const tell of watchers) tell(now);
    },
    /** Tells at once, and then at every change until what it returns is called. */
    watch(tell) {
      watchers.add(tell);
      tell(now);
      return () => watchers.delete(tell);
    },
  };
}
