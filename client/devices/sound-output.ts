/** More sounds than six people with a screen each can make. */
const poolSize = 12;

/**
 * Plays the room's sounds, each in an audio element of its own that no layout ever touches.
 *
 * Browsers let a page make sound only after a press. Safari even wants each element started by one, so unlock() starts
 * a handful with silence, and later sounds use those.
 */
export class SoundOutput {
  readonly #playing = new Map<string, HTMLAudioElement>();
  readonly #idle: HTMLAudioElement[] = [];
  readonly #onBlocked: (blocked: boolean) => void;
  #context: AudioContext | undefined;
  #isUnlocked = false;
  #isMuted = false;
  #volume = 1;

  constructor(onBlocked: (blocked: boolean) => void) {
    this.#onBlocked = onBlocked;
  }

  /** Makes ready what unlock() needs, before the press: it takes some devices a tenth of a second. */
  prepare(): void {
    if (this.#context) return;
    this.#context = new AudioContext();
    const { stream } = this.#context.createMediaStreamDestination();
    for (let count = this.#playing.size; count < poolSize; count += 1) {
      const element = new Audio();
      element.srcObject = stream;
      this.#idle.push(element);
    }
  }

  /** Call from a press. */
  unlock(): void {
    this.prepare();
    if (!this.#isUnlocked) {
      this.#isUnlocked = true;
      for (const element of this.#idle) this.#bless(element);
    }
    void this.#context?.resume();
    this.#onBlocked(false);
    for (const element of this.#playing.values()) this.#start(element);
  }

  /** Silent until unmuted, without letting go of anything: no press is needed to go on. */
  mute(isMuted: boolean): void {
    this.#isMuted = isMuted;
    for (const element of this.#playing.values()) element.muted = isMuted;
  }

  /** From 0 to 1, for all sounds. Where canSetVolume() says no, only the phone's own buttons do this. */
  setVolume(volume: number): void {
    this.#volume = volume;
    for (const element of this.#playing.values()) element.volume = volume;
  }

  /** Plays exactly these tracks from now on, by any stable key. */
  play(tracks: ReadonlyMap<string, MediaStreamTrack>): void {
    for (const key of this.#playing.keys()) if (!tracks.has(key)) this.#stop(key);
    for (const [key, track] of tracks) {
      const element = this.#playing.get(key);
      const current = element?.srcObject instanceof MediaStream && element.srcObject;
      if (current && current.getAudioTracks()[0] === track) continue;
      this.#stop(key);
      const next = this.#idle.pop() ?? new Audio();
      next.srcObject = new MediaStream([track]);
      next.muted = this.#isMuted;
      next.volume = this.#volume;
      // A phone that rang, or another app that took the sound: it does not come back by itself.
      next.onpause = () => {
        if (track.readyState === 'live') this.#onBlocked(true);
      };
      this.#playing.set(key, next);
      this.#start(next);
    }
  }

  close(): void {
    for (const key of this.#playing.keys()) this.#stop(key);
    void this.#context?.close();
    this.#context = undefined;
    this.#isUnlocked = false;
    this.#idle.length = 0;
  }

  /** Starts an element once while there is a press to do it with. A started one may be started again at any time. */
  #bless(element: HTMLAudioElement): void {
    element
      .play()
      .then(() => {
        if (this.#idle.includes(element)) element.pause();
      })
      // It got a real sound meanwhile, or the browser needs no blessing.
      .catch(() => undefined);
  }

  #start(element: HTMLAudioElement): void {
    element.play().catch((error: unknown) => {
      // Anything else (AbortError) means that the element has got another track meanwhile.
      if (error instanceof Error && error.name === 'NotAllowedError') this.#onBlocked(true);
    });
  }

  #stop(key: string): void {
    const element = this.#playing.get(key);
    if (!element) return;
    this.#playing.delete(key);
    element.onpause = null;
    element.pause();
    element.srcObject = null;
    this.#idle.push(element);
  }
}

/** Whether a page may change how loud it is. iPhones and iPads leave that to their side buttons. */
export async function canSetVolume(): Promise<boolean> {
  const element = new Audio();
  element.volume = 0.5;
  // Some of them keep it at first and take it back a task later.
  await new Promise((resolve) => setTimeout(resolve));
  return element.volume === 0.5;
}

/** A little tune, in Hz: long enough to turn one's head to. */
const tune = [523.25, 659.25, 783.99, 659.25, 523.25];

/** Some soft tones, so that a person can check the volume before anything begins. Call from a press. */
export function playTestSound(): void {
  const context = new AudioContext();
  const gain = new GainNode(context, { gain: 0 });
  gain.connect(context.destination);
  for (const [index, frequency] of tune.entries()) {
    const startsAt = context.currentTime + index * 0.35;
    const tone = new OscillatorNode(context, { frequency });
    tone.connect(gain);
    tone.start(startsAt);
    tone.stop(startsAt + 0.3);
    // Swells and fades: a hard edge clicks.
    gain.gain.setTargetAtTime(0.2, startsAt, 0.03);
    gain.gain.setTargetAtTime(0, startsAt + 0.22, 0.03);
    if (index === tune.length - 1) tone.addEventListener('ended', () => void context.close());
  }
}
