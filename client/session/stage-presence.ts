import type { Source } from '../../server/protocol/words.ts';
import { rememberDevice } from '../devices/device-memory.ts';
import { StageMedia, type OwnSource, type StageMediaState } from '../devices/stage-media.ts';
import type { RoomSession } from './room-session.ts';

type Session = Pick<
  RoomSession,
  'snapshot' | 'publisher' | 'enterStage' | 'leaveStage' | 'stageLost' | 'noticed'
>;

/**
 * A person on stage, as they act: devices on one side, what the room hears and sees on the other.
 *
 * Each method resolves when the room knows. Device problems are state (`media`), refusals of the hub are rejections.
 */
export class StagePresence {
  readonly #session: Session;
  readonly #media: StageMedia;
  readonly #listeners = new Set<() => void>();
  readonly #unlisten: () => void;

  constructor(session: Session) {
    this.#session = session;
    this.#media = new StageMedia({
      changed: () => {
        for (const listener of this.#listeners) listener();
      },
      ended: (source) => {
        // What the hub could not be told now it learns when this page joins again.
        this.#lost(source).catch(() => undefined);
      },
    });
    // Whoever is not on stage any more has no light on.
    const listening = [
      session.stageLost.add(() => this.#stopAll()),
      session.noticed.add(({ name, notice }) => {
        if (name === 'stage:stopped') void this.#stopped(notice.source).catch(() => undefined);
      }),
    ];
    this.#unlisten = () => {
      for (const end of listening) end();
    };
  }

  get media(): StageMediaState {
    return this.#media.state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Opens a device before anything is sent, for the check. */
  async open(source: 'camera' | 'microphone'): Promise<void> {
    await this.#media.open(source);
  }

  stop(source: OwnSource): void {
    this.#media.stop(source);
  }

  /** Takes a seat and sends what was checked. */
  async enter(consent: boolean): Promise<void> {
    await this.#session.enterStage(consent);
    await this.#publish('microphone', this.media.microphone.track);
    await this.#publish('camera', this.media.camera.track);
  }

  /** After a reload: sends what was on, as it was. A muted microphone comes back muted. */
  async resume(wasOn: readonly Source[]): Promise<void> {
    const voice = await this.#media.open('microphone');
    if (voice) {
      const paused = !wasOn.includes('microphone');
      await this.#session.publisher.publish('microphone', voice, { paused });
    }
    if (wasOn.includes('camera'))
      await this.#publish('camera', await this.#media.open('camera'));
  }

  async leave(): Promise<void> {
    await this.#session.leaveStage();
    this.#stopAll();
  }

  isOn(source: Source): boolean {
    return this.#session.snapshot.sending.get(source)?.paused === false;
  }

  /** The track stays open while muted, so that a word said just after unmuting is not lost. */
  async toggleMicrophone(): Promise<void> {
    const { publisher } = this.#session;
    if (this.isOn('microphone')) {
      await publisher.pause('microphone', { release: false });
      return;
    }
    if (!this.media.microphone.track || !this.#session.snapshot.sending.has('microphone')) {
      await this.#publish(
        'microphone',
        this.media.microphone.track ?? (await this.#media.open('microphone')),
      );
      return;
    }
    await publisher.resume('microphone');
  }

  /** A camera that is off is closed: its light goes out. */
  async toggleCamera(): Promise<void> {
    // A second press while the browser still asks changes nothing.
    if (this.media.camera.state === 'opening') return;
    if (!this.isOn('camera')) {
      await this.#publish('camera', await this.#media.open('camera'));
      return;
    }
    await this.#session.publisher.pause('camera', { release: true });
    this.#media.stop('camera');
  }

  async toggleScreen(): Promise<void> {
    if (this.media.screen.state === 'opening') return;
    if (this.isOn('screen')) {
      await this.#stopScreen();
      return;
    }
    await this.#publish('screen', await this.#media.share());
    await this.#publish('screen-audio', this.media.screenSound);
  }

  /** Switches to another device, at once if the present one is in use. */
  async choose(source: 'camera' | 'microphone', deviceId: string): Promise<void> {
    rememberDevice(source, deviceId);
    if (!this.media[source].track) return;
    const track = await this.#media.open(source, deviceId);
    if (track) await this.#session.publisher.replace(source, track);
  }

  /** Lets go of every device. */
  close(): void {
    this.#unlisten();
    this.#media.close();
  }

  /** Staff stopped it at the hub; here it must not look as if it were on. */
  async #stopped(source: Source): Promise<void> {
    if (source === 'microphone') {
      await this.#session.publisher.pause('microphone', { release: false });
    } else if (source === 'camera') {
      await this.#session.publisher.pause('camera', { release: true });
      this.#media.stop('camera');
    } else await this.#stopScreen();
  }

  #stopAll(): void {
    for (const source of ['camera', 'microphone', 'screen'] as const) this.#media.stop(source);
  }

  async #publish(source: Source, track: MediaStreamTrack | undefined): Promise<void> {
    if (track) await this.#session.publisher.publish(source, track);
  }

  async #stopScreen(): Promise<void> {
    this.#media.stop('screen');
    await this.#session.publisher.unpublish('screen-audio');
    await this.#session.publisher.unpublish('screen');
  }

  /** A device went away by itself. Another microphone takes over if there is one; a picture just ends. */
  async #lost(source: OwnSource): Promise<void> {
    const { publisher } = this.#session;
    if (source === 'screen') {
      await this.#stopScreen();
      return;
    }
    if (source === 'microphone') {
      const other = await this.#media.open('microphone');
      if (other) {
        await publisher.replace('microphone', other);
        return;
      }
    }
    await publisher.pause(source, { release: true });
  }
}
