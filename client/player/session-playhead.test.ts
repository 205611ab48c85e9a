import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SessionPlayhead } from './session-playhead.ts';

/** Plays in the test's own time, and tells its position four times a second. */
class PlainPlayer {
  readonly #listeners = new Set<() => void>();
  state = { playing: false, waiting: false, positionMs: 0, rate: 1 };

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  play(): void {
    this.#change({ playing: true });
  }
  pause(): void {
    this.#change({ playing: false });
  }
  seek(positionMs: number): void {
    this.#change({ positionMs });
  }
  /** Lets time pass, told each quarter of a second. */
  pass(ms: number): void {
    for (let left = ms; left > 0; left -= 10) {
      vi.advanceTimersByTime(10);
      if (this.state.playing)
        this.state = { ...this.state, positionMs: this.state.positionMs + 10 };
      if (this.state.positionMs % 250 === 0) this.#change({});
    }
  }
  #change(changed: Partial<PlainPlayer['state']>): void {
    this.state = { ...this.state, ...changed };
    for (const listener of this.#listeners) listener();
  }
}

const durationMs = 60_000;
let player: PlainPlayer;
let playhead: SessionPlayhead;
let close: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  player = new PlainPlayer();
  playhead = new SessionPlayhead(player, {
    durationMs,
    cuts: [{ fromMs: 0, toMs: 5_000 }],
    leadMs: 0,
  });
  close = playhead.open();
});
afterEach(() => {
  close();
  vi.useRealTimers();
});

test('it tells the session’s time of what the episode plays', () => {
  expect(playhead.atMs).toBe(5_000);
  playhead.seek(20_000);
  expect(player.state.positionMs).toBe(15_000);
  player.play();
  player.pass(1_000);
  expect(playhead.atMs).toBe(21_000);
});

test('a moment that was cut out can be pointed at, until something is played', () => {
  playhead.seek(2_000);
  expect(playhead.atMs).toBe(2_000);
  playhead.seekBy(500);
  expect(playhead.atMs).toBe(2_500);
  player.play();
  player.pass(500);
  expect(playhead.atMs).toBe(5_500);
});

test('a stretch that will be cut is jumped over, to within a hundredth of a second', () => {
  playhead.skip([{ fromMs: 8_000, toMs: 30_000 }]);
  playhead.playBefore(8_000);
  const heard: number[] = [];
  for (let at = 0; at < 4_000; at += 10) {
    player.pass(10);
    heard.push(playhead.atMs);
  }
  expect(heard.every((ms) => ms <= 8_000 || ms >= 30_000)).toBe(true);
  expect(player.state.positionMs).toBeGreaterThanOrEqual(25_990);
});

test('begun inside a stretch that will be cut, it goes on behind it', () => {
  playhead.skip([{ fromMs: 8_000, toMs: 30_000 }]);
  playhead.seek(10_000);
  expect(playhead.atMs).toBe(10_000);
  player.play();
  expect(playhead.atMs).toBe(30_000);
  expect(player.state.playing).toBe(true);
});

test('where the episode will end it stops', () => {
  playhead.skip([{ fromMs: 40_000, toMs: 60_001 }]);
  playhead.playBefore(40_000);
  player.pass(3_500);
  expect(player.state.playing).toBe(false);
  expect(playhead.atMs).toBeGreaterThan(39_900);
  expect(playhead.atMs).toBeLessThanOrEqual(40_010);
});

test('what the episode lacks already is not jumped over again', () => {
  playhead.skip([{ fromMs: 0, toMs: 5_000 }]);
  player.play();
  player.pass(500);
  expect(player.state.positionMs).toBe(500);
});

test('in an episode that was made anew it stays at the same moment', () => {
  playhead.seek(20_000);
  playhead.setMade({ durationMs, cuts: [{ fromMs: 0, toMs: 10_000 }], leadMs: 0 });
  expect(playhead.atMs).toBe(20_000);
  expect(player.state.positionMs).toBe(10_000);
});

test('what comes before and after the session is none of its moments', () => {
  playhead.setMade({ durationMs, cuts: [{ fromMs: 0, toMs: 10_000 }], leadMs: 4_000 });
  playhead.seek(20_000);
  expect(player.state.positionMs).toBe(14_000);
  player.seek(1_000);
  expect(playhead.atMs).toBe(10_000);
  player.seek(5_000);
  expect(playhead.atMs).toBe(11_000);
});
