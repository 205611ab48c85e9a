import type Hls from 'hls.js';
import type { ErrorData, HlsConfig } from 'hls.js';
import { loadCode } from '../load-code.ts';
import { Recovery, type PlayerFailure } from './recovery.ts';

/** Plays one HLS programme in a media element. */
export type HlsPlayer = {
  /** Starts to fetch media, from here on. Until then only the playlist is fetched. */
  start(fromMs: number): void;
  /** Heights that one may choose, tallest first. Empty where the browser chooses by itself. */
  readonly heights: readonly number[];
  /** The height being played, while the choice is automatic too. */
  readonly height: number | undefined;
  choose(height: number | 'auto'): void;
  /** Whether there are words to show under the picture. */
  readonly hasCaptions: boolean;
  showCaptions(shown: boolean): void;
  /** What of them is said now, for the page to show; undefined while they are off, or where the browser draws them. */
  readonly words: string | undefined;
  /** After it gave up: from the beginning, at the same place. */
  tryAgain(): void;
  close(): void;
};

type Options = {
  media: HTMLVideoElement;
  url: string;
  /** Heights, the height or captions have changed. */
  onChange: () => void;
  /** It gave up after trying to recover. */
  onFailure: (failure: PlayerFailure) => void;
};

const config: Partial<HlsConfig> = {
  // Nothing but the playlist is fetched until somebody presses play: data costs money.
  autoStartLoad: false,
  capLevelToPlayerSize: true,
  // Half a minute ahead survives a short loss; more would be wasted when somebody leaves.
  maxBufferLength: 30,
  backBufferLength: 60,
  // A careful first guess, in bits per second: 360p starts at once on a slow phone and grows within seconds.
  abrEwmaDefaultEstimate: 800_000,
};

/** Opens the browser's own player on Apple's, which also gives AirPlay; hls.js, fetched only here, on all others. */
export async function openHlsPlayer(options: Options): Promise<HlsPlayer> {
  if (prefersNative(options.media)) return openNative(options);
  const { default: Implementation } = await loadCode(() => import('hls.js'));
  if (Implementation.isSupported()) return new HlsJsPlayer(Implementation, options);
  if (canPlayNative(options.media)) return openNative(options);
  throw new Error('This browser plays no HLS');
}

const canPlayNative = (media: HTMLVideoElement): boolean =>
  media.canPlayType('application/vnd.apple.mpegurl') !== '';
/** Chromium says it can as well, by now; Apple's are the ones that have done it for years. */
const prefersNative = (media: HTMLVideoElement): boolean =>
  'WebKitPlaybackTargetAvailabilityEvent' in window && canPlayNative(media);

function openNative({ media, url, onChange, onFailure }: Options): HlsPlayer {
  const closing = new AbortController();
  const onError = (): void => onFailure(media.error?.code === 2 ? 'network' : 'media');
  media.addEventListener('error', onError, { signal: closing.signal });
  let captionsShown = false;
  const captions = (): TextTrack[] =>
    [...media.textTracks].filter(({ kind }) => kind === 'subtitles' || kind === 'captions');
  const applyCaptions = (): void => {
    for (const track of captions()) track.mode = captionsShown ? 'showing' : 'disabled';
    onChange();
  };
  media.textTracks.addEventListener('addtrack', applyCaptions, { signal: closing.signal });
  const load = (fromMs: number): void => {
    media.src = url;
    media.addEventListener('loadedmetadata', () => (media.currentTime = fromMs / 1000), {
      once: true,
      signal: closing.signal,
    });
  };
  return {
    start: load,
    heights: [],
    height: undefined,
    choose: () => undefined,
    get hasCaptions() {
      return captions().length > 0;
    },
    // Over the picture: only so are they seen in an iPhone's own full screen, and on a television.
    words: undefined,
    showCaptions: (shown) => {
      captionsShown = shown;
      applyCaptions();
    },
    tryAgain: () => load(media.currentTime * 1000),
    close: () => closing.abort(),
  };
}

/** Of the screen's shorter side, in CSS pixels. */
const phoneWidth = 600;
const isPhone = (): boolean => Math.min(screen.width, screen.height) < phoneWidth;

class HlsJsPlayer implements HlsPlayer {
  readonly #implementation: typeof Hls;
  readonly #options: Options;
  readonly #hls: Hls;
  readonly #recovery = new Recovery();
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #started = false;
  #captionsShown = false;

  constructor(implementation: typeof Hls, options: Options) {
    this.#implementation = implementation;
    this.#options = options;
    this.#hls = new implementation(config);
    const { Events } = implementation;
    this.#hls.on(Events.MANIFEST_PARSED, () => {
      if (isPhone()) this.#keepLight();
      options.onChange();
    });
    this.#hls.on(Events.LEVEL_SWITCHED, options.onChange);
    // Once it has told everybody, hls.js chooses none; ours comes after that.
    this.#hls.on(Events.SUBTITLE_TRACKS_UPDATED, () =>
      queueMicrotask(() => this.#applyCaptions()),
    );
    this.#hls.on(Events.FRAG_BUFFERED, () => this.#recovery.wentWell());
    this.#hls.on(Events.ERROR, (_event, data) => this.#onError(data));
    this.#hls.loadSource(options.url);
    this.#hls.attachMedia(options.media);
  }

  /** On a phone more than 720p costs data, and shows next to nothing. */
  #keepLight(): void {
    for (const [index, { height }] of [...this.#hls.levels.entries()].reverse()) {
      if (height > 720) this.#hls.removeLevel(index);
    }
  }

  get heights(): readonly number[] {
    const all = this.#hls.levels.map(({ height }) => height).filter((height) => height > 0);
    return [...new Set(all)].sort((a, b) => b - a);
  }

  get height(): number | undefined {
    return this.#hls.levels[this.#hls.currentLevel]?.height;
  }

  get hasCaptions(): boolean {
    return this.#hls.allSubtitleTracks.length > 0;
  }

  showCaptions(shown: boolean): void {
    this.#captionsShown = shown;
    this.#applyCaptions();
  }

  get words(): string | undefined {
    if (!this.#captionsShown || !this.hasCaptions) return undefined;
    const cues = this.#textTracks.flatMap(({ activeCues }) => [...(activeCues ?? [])]);
    return cues.map((cue) => (cue as VTTCue).getCueAsHTML().textContent).join('\n');
  }

  get #textTracks(): TextTrack[] {
    return [...this.#options.media.textTracks].filter(({ kind }) => kind === 'subtitles');
  }

  /** Nothing of them is fetched until they are shown; then they stay, since hls.js would not fetch the same again. */
  #applyCaptions(): void {
    // Below the picture, by the page: over it they would cover names, questions and slides.
    this.#hls.subtitleDisplay = false;
    // They are a track once a variant is being loaded.
    const isThere = this.#hls.subtitleTracks.length > 0;
    if (this.#captionsShown && isThere) this.#hls.subtitleTrack = 0;
    for (const track of this.#textTracks) track.oncuechange = this.#options.onChange;
    this.#options.onChange();
  }

  start(fromMs: number): void {
    this.#started = true;
    this.#hls.startLoad(fromMs / 1000);
  }

  choose(height: number | 'auto'): void {
    // nextLevel keeps what is buffered and playing; the picture changes within seconds, without a gap.
    this.#hls.nextLevel =
      height === 'auto' ? -1 : this.#hls.levels.findIndex((level) => level.height === height);
    this.#options.onChange();
  }

  tryAgain(): void {
    this.#recovery.wentWell();
    this.#loadAgain();
  }

  close(): void {
    clearTimeout(this.#retryTimer);
    this.#hls.destroy();
  }

  #onError({ fatal, type }: ErrorData): void {
    // What is not fatal hls.js mends by itself.
    if (!fatal) return;
    const { ErrorTypes } = this.#implementation;
    const failure =
      type === ErrorTypes.NETWORK_ERROR
        ? 'network'
        : type === ErrorTypes.MEDIA_ERROR
          ? 'media'
          : 'unsupported';
    const step = this.#recovery.next(failure, Date.now());
    switch (step.act) {
      case 'load-again':
        clearTimeout(this.#retryTimer);
        this.#retryTimer = setTimeout(() => this.#loadAgain(), step.afterMs);
        return;
      case 'rebuild':
        this.#hls.recoverMediaError();
        return;
      case 'give-up':
        this.#options.onFailure(step.failure);
    }
  }

  #loadAgain(): void {
    // Without levels it was the playlist itself that did not come.
    if (this.#hls.levels.length === 0) this.#hls.loadSource(this.#options.url);
    if (this.#started) this.#hls.startLoad(this.#options.media.currentTime);
  }
}
