/** Hertz, and when they begin. */
const TONES = [
  [784, 0],
  [1047, 0.11],
];
const LASTS = 0.35;
const VOLUME = 0.12;
/** Of many messages at once one is heard. */
const QUIET_FOR = 2_000;

/** Two soft tones, made here: nothing has to be fetched. A browser is silent until something was pressed on the page. */
export class Chime {
  #context = null;
  #playedAt = -Infinity;

  async play() {
    if (!globalThis.AudioContext || performance.now() - this.#playedAt < QUIET_FOR) return;
    this.#playedAt = performance.now();
    this.#context ??= new AudioContext();
    try {
      await this.#context.resume();
    } catch {
      return;
    }
    for (const [frequency, after] of TONES) this.#tone(frequency, this.#context.currentTime + after);
  }

  stop() {
    this.#context?.close();
    this.#context = null;
  }

  #tone(frequency, begins) {
    const tone = new OscillatorNode(this.#context, { frequency });
    const volume = new GainNode(this.#context, { gain: 0 });
    volume.gain.setValueAtTime(0, begins);
    volume.gain.linearRampToValueAtTime(VOLUME, begins + 0.015);
    volume.gain.exponentialRampToValueAtTime(0.0001, begins + LASTS);
    tone.connect(volume).connect(this.#context.destination);
    tone.start(begins);
    tone.stop(begins + LASTS);
  }
}
