/* Altitude as pitch: a lower loss sounds lower. Nothing sounds until somebody asks for it. */

const LOW = 130; // Hz at altitude 0
const SECONDS = 0.7;

/** Hz: three quarters of an octave for each unit of loss, within what small speakers can play. @param {number} altitude */
export function pitch(altitude) {
  return Math.min(LOW * 2 ** (0.75 * Math.max(altitude, 0) + 0.75), 2000);
}

/** A short tone that glides from one altitude to the next, so that down sounds like down. @param {any} context @param {number} from @param {number} to */
export function play(context, from, to) {
  const now = context.currentTime;
  const voice = context.createOscillator();
  const volume = context.createGain();
  voice.type = "sine";
  voice.frequency.setValueAtTime(pitch(from), now);
  voice.frequency.exponentialRampToValueAtTime(pitch(to), now + SECONDS / 2);
  volume.gain.setValueAtTime(0, now);
  volume.gain.linearRampToValueAtTime(0.2, now + 0.03);
  volume.gain.setValueAtTime(0.2, now + SECONDS - 0.15);
  volume.gain.linearRampToValueAtTime(0, now + SECONDS);
  voice.connect(volume);
  volume.connect(context.destination);
  voice.start(now);
  voice.stop(now + SECONDS);
}
