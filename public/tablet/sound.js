/** The chime, made on the spot: two notes of a bell. Browsers are mute until somebody has tapped. */

import { signal } from './signal.js';

/** @typedef {'locked' | 'ready' | 'denied' | 'unsupported'} SoundState */

export const sound = signal(/** @type {SoundState} */ ('locked'));

/** @type {AudioContext | undefined} */
let speaker;

export function startSound() {
  if (!window.AudioContext) return sound.set('unsupported');
  // Not before what was tapped has been drawn: making a speaker takes longer.
  const soon = () => setTimeout(unlockSound, 50);
  for (const tap of ['click', 'keydown']) window.addEventListener(tap, soon, true);
}

async function unlockSound() {
  if (speaker?.state === 'running') return;
  try {
    speaker ??= new AudioContext();
    speaker.onstatechange = () => sound.set(speaker?.state === 'running' ? 'ready' : 'locked');
    await speaker.resume();
    sound.set(speaker.state === 'running' ? 'ready' : 'denied');
  } catch {
    sound.set('denied');
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
