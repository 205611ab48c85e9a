import { rememberCaptions, wantsCaptions } from './captions-memory.ts';
import { openHlsPlayer, type HlsPlayer } from './hls-player.ts';
import type { PlayerFailure } from './recovery.ts';

export type PlayerMode = 'video' | 'audio';

export type PlayerSources = {
  /** HLS. Undefined while there are no pictures. */
  videoUrl: string | undefined;
  /** One plain file, which every browser plays. */
  audioUrl: string | undefined;
};

export type PlayerState = {
  mode: PlayerMode;
  playing: boolean;
  /** Should be playing, and waits for data. */
  waiting: boolean;
  positionMs: number;
  durationMs: number;
  rate: number;
  muted: boolean;
  /** Heights that one may choose, tallest first. */
  heights: readonly number[];
  choice: number | 'auto';
  /** Words under the picture; `none` where there are none to show. */
  captions: 'none' | 'off' | 'on';
  /** What of them is said now; undefined where the page has none to show. */
  words: string | undefined;
  /** What is being shown, also when that was chosen for us. */
  height: number | undefined;
  failure: PlayerFailure | undefined;
};

type Options = PlayerSources & {
  mode: PlayerMode;
  startMs: number;
  /** Known before anything is loaded. */
  durationMs: number;
};

const eventsThatChangeState = [
  ...['play', 'pause', 'playing', 'waiting', 'timeupdate', 'durationchange', 'seeking'],
  ...['seeked', 'ratechange', 'volumechange', 'ended', 'loadedmetadata', 'emptied'],
];

/**
 * One episode in one media element: as video by HLS, or as sound from one file. Changing between them keeps place,
 * speed and playing. Fetches no media until somebody plays. Views read `state` and subscribe; nothing else is theirs.
 */
export class EpisodePlayer {
  readonly #media: HTMLVideoElement;
  #durationMs: number;
  readonly #listeners = new Set<() => void>();
  readonly #closing = new AbortController();
  #sources: PlayerSources;
  #hls: HlsPlayer | undefined;
  /** Tells an opening that has been overtaken. */
  #loads = 0;
  #mode: PlayerMode;
  #choice: number | 'auto' = 'auto';
  #captions = wantsCaptions();
  #failure: PlayerFailure | undefined;
  /** Where to be as soon as the element can be there. */
  #pendingMs: number | undefined;
  #hlsStarted = false;
  /** Somebody pressed play, and it has not begun: the player's code or the first data is still on its way. */
  #wanted = false;
  #state: PlayerState;

  constructor(media: HTMLVideoElement, { mode, startMs, durationMs, ...sources }: Options) {
    this.#media = media;
    this.#mode = mode;
    this.#sources = sources;
    this.#durationMs = durationMs;
    const { signal } = this.#closing;
    for (const name of eventsThatChangeState) {
      media.addEventListener(name, () => this.#changed(), { signal });
    }
    media.addEventListener('loadedmetadata', () => this.#arrive(), { signal });
    for (const name of ['playing', 'seeked']) {
      media.addEventListener(name, () => (this.#pendingMs = undefined), { signal });
    }
    media.addEventListener('error', () => this.#onElementError(), { signal });
    media.addEventListener('playing', () => (this.#wanted = false), { signal });
    this.#load(startMs);
    this.#state = this.#read();
  }

  get state(): PlayerState {
    return this.#state;
  }

  /** For useSyncExternalStore. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  play(): void {
    this.#failure = undefined;
    this.#wanted = true;
    if (this.#hls && !this.#hlsStarted) this.#startHls(this.#hls);
    this.#media.play().catch((error: unknown) => {
      // Refused without a press. Overtaken by another source (AbortError) it is still wanted.
      if ((error as Error).name === 'NotAllowedError') this.pause();
    });
    this.#changed();
  }

  pause(): void {
    this.#wanted = false;
    this.#media.pause();
    this.#changed();
  }

  toggle(): void {
    if (this.state.playing) this.pause();
    else this.play();
  }

  seek(toMs: number): void {
    const target = Math.min(Math.max(0, toMs), this.state.durationMs);
    if (this.#media.readyState >= HTMLMediaElement.HAVE_METADATA) {
      this.#media.currentTime = target / 1000;
    } else {
      this.#pendingMs = target;
      if (this.#hlsStarted) this.#hls?.start(target);
    }
    this.#changed();
  }

  seekBy(ms: number): void {
    this.seek(this.state.positionMs + ms);
  }

  setRate(rate: number): void {
    // The default outlives a change of source.
    this.#media.defaultPlaybackRate = rate;
    this.#media.playbackRate = rate;
  }

  toggleMute(): void {
    this.#media.muted = !this.#media.muted;
  }

  setMode(mode: PlayerMode): void {
    if (mode === this.#mode) return;
    const { positionMs, playing } = this.state;
    this.#mode = mode;
    this.#load(positionMs);
    if (playing) this.play();
    this.#changed();
  }

  /** New addresses of the same episode. What is playing goes on unless its own address is another one. */
  setSources(sources: PlayerSources, durationMs: number): void {
    this.#durationMs = durationMs;
    const urlOf = ({ videoUrl, audioUrl }: PlayerSources) =>
      this.#mode === 'video' ? videoUrl : audioUrl;
    const same = urlOf(sources) === urlOf(this.#sources);
    const { positionMs, playing } = this.state;
    this.#sources = sources;
    if (same) return;
    this.#load(positionMs);
    if (playing) this.play();
  }

  choose(height: number | 'auto'): void {
    this.#choice = height;
    this.#hls?.choose(height);
    this.#changed();
  }

  /** On this device, also the next time. */
  toggleCaptions(): void {
    if (!this.#hls?.hasCaptions) return;
    this.#captions = !this.#captions;
    rememberCaptions(this.#captions);
    this.#hls.showCaptions(this.#captions);
    this.#changed();
  }

  tryAgain(): void {
    this.#failure = undefined;
    if (this.#hls) this.#hls.tryAgain();
    else this.#load(this.state.positionMs);
    this.play();
  }

  close(): void {
    this.#closing.abort();
    this.#unload();
    this.#listeners.clear();
  }

  #load(atMs: number): void {
    this.#unload();
    this.#failure = undefined;
    this.#pendingMs = atMs;
    const { videoUrl, audioUrl } = this.#sources;
    if (this.#mode === 'video' && videoUrl !== undefined) void this.#openHls(videoUrl);
    else if (audioUrl !== undefined) {
      this.#media.preload = 'metadata';
      this.#media.src = audioUrl;
    }
  }

  async #openHls(url: string): Promise<void> {
    const load = this.#loads;
    const overtaken = (): boolean => load !== this.#loads;
    try {
      const hls = await openHlsPlayer({
        media: this.#media,
        url,
        onChange: () => this.#changed(),
        onFailure: (failure) => {
          if (!overtaken()) this.#fail(failure);
        },
      });
      if (overtaken()) {
        hls.close();
        return;
      }
      this.#hls = hls;
      if (this.#choice !== 'auto') hls.choose(this.#choice);
      if (this.#captions) hls.showCaptions(true);
      // Somebody pressed play while the player's code was on its way.
      if (this.#wanted) this.play();
    } catch {
      // The code did not arrive, or cannot run here.
      if (!overtaken()) this.#fail('unsupported');
    }
    this.#changed();
  }

  #startHls(hls: HlsPlayer): void {
    this.#hlsStarted = true;
    hls.start(this.#pendingMs ?? 0);
  }

  #unload(): void {
    this.#loads += 1;
    this.#hls?.close();
    this.#hls = undefined;
    this.#hlsStarted = false;
    this.#media.removeAttribute('src');
    this.#media.load();
  }

  /** A plain file begins at 0; HLS was told where to begin. */
  #arrive(): void {
    if (this.#pendingMs && !this.#hls) this.#media.currentTime = this.#pendingMs / 1000;
  }

  #onElementError(): void {
    // With HLS its player has heard it too, and may be mending it.
    if (this.#hls || !this.#media.error) return;
    this.#fail(this.#media.error.code === MediaError.MEDIA_ERR_NETWORK ? 'network' : 'media');
  }

  #fail(failure: PlayerFailure): void {
    this.#failure = failure;
    this.pause();
  }

  #changed(): void {
    if (this.#closing.signal.aborted) return;
    this.#state = this.#read();
    for (const listener of this.#listeners) listener();
  }

  #read(): PlayerState {
    const media = this.#media;
    const durationMs = media.duration > 0 ? media.duration * 1000 : Infinity;
    const playing = this.#wanted || (!media.paused && !media.ended);
    return {
      mode: this.#mode,
      playing,
      waiting: playing && media.readyState < HTMLMediaElement.HAVE_FUTURE_DATA,
      positionMs: this.#pendingMs ?? media.currentTime * 1000,
      durationMs: Number.isFinite(durationMs) ? durationMs : this.#durationMs,
      rate: media.playbackRate,
      muted: media.muted,
      heights: this.#hls?.heights ?? [],
      choice: this.#choice,
      captions: !this.#hls?.hasCaptions ? 'none' : this.#captions ? 'on' : 'off',
      words: this.#hls?.words,
      height: this.#hls?.height,
      failure: this.#failure,
    };
  }
}
