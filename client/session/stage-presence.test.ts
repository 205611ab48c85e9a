import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Source } from '../../server/protocol/words.ts';
import type { NamedNotice } from '../state/room-view.ts';
import { Listeners } from './listeners.ts';
import type { Sending } from './publisher.ts';
import { firstSnapshot } from './session-snapshot.ts';
import { StagePresence } from './stage-presence.ts';

/** A track that knows whether it was stopped, and can end by itself as a pulled plug does. */
class FakeTrack extends EventTarget {
  readonly kind: string;
  readyState = 'live';

  constructor(kind: string) {
    super();
    this.kind = kind;
  }

  stop(): void {
    this.readyState = 'ended';
  }

  unplug(): void {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }

  getSettings(): MediaTrackSettings {
    return { deviceId: `${this.kind}-1` };
  }
}

let opened: FakeTrack[];
let refusal: DOMException | undefined;
const log: string[] = [];
const sending = new Map<Source, Sending>();

const note =
  (deed: string, paused?: boolean) =>
  (source: Source): Promise<void> => {
    log.push(`${deed} ${source}`);
    if (deed === 'unpublish') sending.delete(source);
    else if (paused !== undefined) sending.set(source, { producerId: source, paused });
    return Promise.resolve();
  };

const stageLost = new Listeners();
const noticed = new Listeners<[NamedNotice]>();

const session = {
  snapshot: { ...firstSnapshot, sending },
  publisher: {
    publish: (source: Source, _: unknown, { paused = false } = {}) =>
      note(paused ? 'publish paused' : 'publish', paused)(source),
    replace: note('replace'),
    pause: note('pause', true),
    resume: note('resume', false),
    unpublish: note('unpublish'),
  },
  enterStage: (consent: boolean) => Promise.resolve(void log.push(`enter ${consent}`)),
  leaveStage: () => Promise.resolve(void log.push('leave')),
  stageLost,
  noticed,
};

let presence: StagePresence;

beforeEach(() => {
  opened = [];
  refusal = undefined;
  log.length = 0;
  sending.clear();
  const get = (kinds: object): Promise<unknown> => {
    if (refusal) return Promise.reject(refusal);
    const tracks = Object.keys(kinds).map((kind) => new FakeTrack(kind));
    opened.push(...tracks);
    const of = (kind: string) => () => tracks.filter((track) => track.kind === kind);
    return Promise.resolve({ getAudioTracks: of('audio'), getVideoTracks: of('video') });
  };
  vi.stubGlobal('navigator', {
    mediaDevices: {
      getUserMedia: get,
      getDisplayMedia: get,
      enumerateDevices: () => Promise.resolve([]),
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    },
  });
  presence = new StagePresence(session);
});
afterEach(() => {
  presence.close();
  vi.unstubAllGlobals();
});

async function onStage(): Promise<void> {
  await presence.open('microphone');
  await presence.open('camera');
  await presence.enter(true);
  log.length = 0;
}

test('the answer about recording goes first, then what was checked is sent', async () => {
  await presence.open('microphone');
  await presence.open('camera');
  await presence.enter(false);
  expect(log).toEqual(['enter false', 'publish microphone', 'publish camera']);
});

test('a muted microphone stays open, a camera that is off is closed', async () => {
  await onStage();
  await presence.toggleMicrophone();
  await presence.toggleCamera();
  expect(log).toEqual(['pause microphone', 'pause camera']);
  expect(opened.map((track) => track.readyState)).toEqual(['live', 'ended']);

  await presence.toggleMicrophone();
  await presence.toggleCamera();
  expect(log.slice(2)).toEqual(['resume microphone', 'publish camera']);
  expect(opened).toHaveLength(3);
});

test('a screen is shared with its sound, and both end together', async () => {
  await onStage();
  await presence.toggleScreen();
  expect(log).toEqual(['publish screen', 'publish screen-audio']);

  opened.find((track) => track.kind === 'video' && track !== opened[1])!.unplug();
  await vi.waitFor(() =>
    expect(log.slice(2)).toEqual(['unpublish screen-audio', 'unpublish screen']),
  );
});

test('another microphone takes over from one that was pulled out', async () => {
  await onStage();
  opened[0]!.unplug();
  await vi.waitFor(() => expect(log).toEqual(['replace microphone']));
  expect(presence.media.microphone).toMatchObject({ state: 'on', problem: undefined });
});

test('without another one the hub hears of silence, and the person of the reason', async () => {
  await onStage();
  refusal = new DOMException('', 'NotFoundError');
  opened[0]!.unplug();
  await vi.waitFor(() => expect(log).toEqual(['pause microphone']));
  expect(presence.media.microphone.problem).toBe('not-found');
});

test('a refused device is a state to show, and going on stage still works', async () => {
  refusal = new DOMException('Permission denied', 'NotAllowedError');
  await presence.open('camera');
  expect(presence.media.camera).toMatchObject({ state: 'off', problem: 'denied' });
  await presence.enter(true);
  expect(log).toEqual(['enter true']);
});

test('after a reload what was muted comes back muted, and a camera that was off stays off', async () => {
  await presence.resume([]);
  expect(log).toEqual(['publish paused microphone']);
});

test('leaving the stage puts out every light', async () => {
  await onStage();
  await presence.leave();
  expect(opened.every((track) => track.readyState === 'ended')).toBe(true);
});

test('so does being sent back', async () => {
  await onStage();
  stageLost.tell();
  expect(opened.every((track) => track.readyState === 'ended')).toBe(true);
});

test('what staff stop is off here too, with its light out', async () => {
  await onStage();
  for (const source of ['microphone', 'camera'] as const) {
    noticed.tell({ name: 'stage:stopped', notice: { source, byName: 'Rina' } });
  }
  await vi.waitFor(() => expect(log).toEqual(['pause microphone', 'pause camera']));
  await vi.waitFor(() =>
    expect(opened.map((track) => track.readyState)).toEqual(['live', 'ended']),
  );
});
