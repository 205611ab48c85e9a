import { setTimeout as delay } from 'node:timers/promises';
import type { RoomState } from '../../server/protocol/protocol.ts';
import { systemClock } from '../../server/platform/clock.ts';
import type { Scope } from '../../server/platform/scope.ts';
import { Person, type PersonOptions } from '../support/person.ts';
import { WebRtcEnd } from '../support/webrtc-end.ts';
import { codeFramesPerSecond } from './picture-code.ts';
import { Sayings } from './sayings.ts';

/** A stretch on CLOCK_MONOTONIC in µs; `toUs` is Infinity while it lasts. */
export type Stretch = { fromUs: number; toUs: number };

type SpeakerMedia = {
  /** Packets of the time code, whose loop began at `startUs`. */
  code: readonly Buffer[][];
  startUs: number;
  /** The same of the picture code; without it there is a microphone alone. */
  picture: readonly Buffer[][] | undefined;
  /** Of the picture. */
  framesPerSecond?: number;
};

/** Hosts a session alone: speaks the time code, drops marks, and comes back by itself. */
export class Speaker extends Person {
  readonly sayings = new Sayings(this);
  /** When what it says could reach a hub. */
  readonly sendable: Stretch[] = [];
  readonly #media: SpeakerMedia;
  #nextSsrc = 1;
  #stop: () => void = () => undefined;

  constructor(options: PersonOptions & { media: SpeakerMedia }, scope: Scope) {
    super(options, scope);
    this.#media = options.media;
  }

  get isSending(): boolean {
    return this.sendable.at(-1)?.toUs === Infinity;
  }

  /** From now on nobody is there to send to, though it may not know yet. */
  cutOff(): void {
    const last = this.sendable.at(-1);
    if (last?.toUs === Infinity) last.toUs = systemClock.monoUs();
  }

  /** Resolves when it can be heard. */
  async sends(withinMs: number): Promise<void> {
    const untilMs = Date.now() + withinMs;
    while (!this.isSending) {
      if (Date.now() > untilMs) throw new Error('The speaker did not come back.');
      await delay(20);
    }
  }

  protected async arrived({ you }: RoomState): Promise<void> {
    this.left();
    const { peer } = this;
    const { code, startUs, picture, framesPerSecond = codeFramesPerSecond } = this.#media;
    const sendTransport = you.onStage
      ? await peer.request('transport:open', { direction: 'send' })
      : (await peer.request('stage:enter', {})).sendTransport;
    await peer.request('recording:consent', { granted: true, textVersion: 'chaos' });
    const { transportId } = sendTransport;
    const end = new WebRtcEnd(sendTransport);
    const layers = picture ? [{ ssrc: this.#ssrc(), frames: picture }] : [];
    const { audio, video, dtlsParameters } = end.send({ opus: this.#ssrc(), layers });
    this.#stop = () => {
      audio.sender.stop();
      video.sender.stop();
      end.close();
    };
    await peer.request('transport:connect', { transportId, dtlsParameters });
    const [voice, face] = [audio, video].map(({ rtpParameters }) => ({
      ...{ transportId, rtpParameters },
    }));
    await peer.request('producer:open', { ...voice!, kind: 'audio', source: 'microphone' });
    if (picture) {
      await peer.request('producer:open', { ...face!, kind: 'video', source: 'camera' });
      video.sender.start(framesPerSecond, startUs);
    }
    await end.isConnected();
    audio.sender.play(code, startUs);
    this.sendable.push({ fromUs: systemClock.monoUs(), toUs: Infinity });
    this.sayings.sayAgain();
  }

  protected left(): void {
    this.cutOff();
    this.#stop();
    this.#stop = () => undefined;
  }

  #ssrc(): number {
    this.#nextSsrc += 1;
    return this.#nextSsrc;
  }
}

/** Listens, asks and writes. */
export class Asker extends Person {
  readonly sayings = new Sayings(this);

  protected arrived(): Promise<void> {
    this.sayings.sayAgain();
    return Promise.resolve();
  }

  protected left(): void {
    // Nothing of it is open but its socket.
  }
}
