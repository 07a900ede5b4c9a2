/**
 * The chime, made on the spot: two notes of a bell. Browsers are mute until somebody has tapped; some count a tap on the
 * page before.
 */

import { signal } from './signal.js';

/** @typedef {'locked' | 'ready' | 'denied' | 'unsupported'} SoundState */

export const sound = signal(/** @type {SoundState} */ ('locked'));

/** @type {AudioContext | undefined} */
let speaker;

export function startSound() {
  if (!window.AudioContext) return sound.set('unsupported');
  // Not before what was tapped has been drawn: making a speaker takes longer.
  const soon = (/** @type {Event} */ tap) => setTimeout(() => unlockSound(tap), 50);
  for (const tap of ['click', 'keydown']) window.addEventListener(tap, soon, true);
  // From a page of ours one comes by a tap.
  if (document.referrer) unlockSound();
}

/** @param {Event} [tap] without one, a browser that wants one answers when there was one */
async function unlockSound(tap) {
  if (speaker?.state === 'running') return;
  const not = tap ? 'denied' : 'locked';
  try {
    speaker ??= new AudioContext();
    speaker.onstatechange = () => sound.set(speaker?.state === 'running' ? 'ready' : 'locked');
    await speaker.resume();
    sound.set(speaker.state === 'running' ? 'ready' : not);
  } catch {
    sound.set(not);
  }
}

/** Two notes, a fifth apart, in less than a second; false where the browser is mute. */
export function chime() {
  if (speaker?.state !== 'running') return false;
  for (const [hertz, after] of [[880, 0], [1318.5, 0.14]]) {
    note(speaker, Number(hertz), speaker.currentTime + Number(after));
  }
  return true;
}

/**
 * @param {AudioContext} speaker
 * @param {number} hertz
 * @param {number} at
 */
function note(speaker, hertz, at) {
  const tone = speaker.createOscillator();
  const loudness = speaker.createGain();
  tone.frequency.value = hertz;
  loudness.gain.setValueAtTime(0, at);
  loudness.gain.linearRampToValueAtTime(0.5, at + 0.01);
  loudness.gain.exponentialRampToValueAtTime(0.001, at + 0.6);
  tone.connect(loudness).connect(speaker.destination);
  tone.start(at);
  tone.stop(at + 0.6);
}
