import { openCamera, openMicrophone, openScreen } from './capture.ts';
import { toDeviceProblem, type DeviceProblem } from './device-error.ts';
import { listDevices, noDevices, watchDevices, type DeviceList } from './device-list.ts';
import { rememberDevice, rememberedDevice } from './device-memory.ts';

export type OwnSource = 'camera' | 'microphone' | 'screen';

export type SourceState = {
  state: 'off' | 'opening' | 'on';
  track: MediaStreamTrack | undefined;
  problem: DeviceProblem | undefined;
};

export type StageMediaState = Record<OwnSource, SourceState> & {
  screenSound: MediaStreamTrack | undefined;
  devices: DeviceList;
};

const off: SourceState = { state: 'off', track: undefined, problem: undefined };

export type StageMediaEvents = {
  changed: () => void;
  /** A track stopped by itself: a device was pulled out, or sharing was ended from the browser's own bar. */
  ended: (source: OwnSource) => void;
};

/** A person's own camera, microphone and screen: opens, switches and stops them, and owns their tracks. */
export class StageMedia {
  readonly #events: StageMediaEvents;
  readonly #unwatch: () => void;
  #state: StageMediaState = {
    camera: off,
    microphone: off,
    screen: off,
    screenSound: undefined,
    devices: noDevices,
  };
  #closed = false;

  constructor(events: StageMediaEvents) {
    this.#events = events;
    this.#unwatch = watchDevices(() => void this.#list());
  }

  get state(): StageMediaState {
    return this.#state;
  }

  /** Opens a device, or switches to another. The old one plays on until the new one is there. Undefined: see `problem`. */
  async open(
    source: 'camera' | 'microphone',
    deviceId = rememberedDevice(source),
  ): Promise<MediaStreamTrack | undefined> {
    const before = this.#state[source];
    this.#set(source, { ...before, state: 'opening', problem: undefined });
    const openDevice = source === 'camera' ? openCamera : openMicrophone;
    try {
      const track = await openDevice(deviceId).catch((error: unknown) => {
        // The remembered one may be at home; any other will do.
        if (deviceId && toDeviceProblem(error, { picker: false }) === 'not-found') {
          return openDevice();
        }
        throw error;
      });
      before.track?.stop();
      if (!this.#hold(source, track)) return undefined;
      const opened = track.getSettings().deviceId;
      if (opened) rememberDevice(source, opened);
      void this.#list();
      return track;
    } catch (error) {
      const problem = toDeviceProblem(error, { picker: false });
      this.#set(source, { ...before, state: before.track ? 'on' : 'off', problem });
      return undefined;
    }
  }

  /** Asks what to share. Undefined when the person closed the picker, or see `problem`. */
  async share(): Promise<MediaStreamTrack | undefined> {
    this.#set('screen', { ...off, state: 'opening' });
    try {
      const { picture, sound } = await openScreen();
      this.#state = { ...this.#state, screenSound: sound };
      return this.#hold('screen', picture) ? picture : undefined;
    } catch (error) {
      const problem = toDeviceProblem(error, { picker: true });
      this.#set('screen', { ...off, problem: problem === 'cancelled' ? undefined : problem });
      return undefined;
    }
  }

  /** Stops a source; the light of a camera goes out. */
  stop(source: OwnSource): void {
    this.#state[source].track?.stop();
    if (source === 'screen') {
      this.#state.screenSound?.stop();
      this.#state = { ...this.#state, screenSound: undefined };
    }
    this.#set(source, off);
  }

  close(): void {
    this.#closed = true;
    this.#unwatch();
    for (const source of ['camera', 'microphone', 'screen'] as const) this.stop(source);
  }

  /** False when everything was closed while the browser still asked: then the device is let go at once. */
  #hold(source: OwnSource, track: MediaStreamTrack): boolean {
    if (this.#closed) {
      track.stop();
      return false;
    }
    track.addEventListener('ended', () => {
      // Our own stop() does not fire this.
      if (this.#state[source].track !== track) return;
      this.stop(source);
      if (source !== 'screen') this.#set(source, { ...off, problem: 'lost' });
      this.#events.ended(source);
    });
    this.#set(source, { state: 'on', track, problem: undefined });
    return true;
  }

  async #list(): Promise<void> {
    const devices = await listDevices().catch(() => this.#state.devices);
    this.#state = { ...this.#state, devices };
    this.#events.changed();
  }

  #set(source: OwnSource, state: SourceState): void {
    this.#state = { ...this.#state, [source]: state };
    this.#events.changed();
  }
}
