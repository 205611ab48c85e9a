import type { RoomState } from '../../server/protocol/protocol.ts';
import { consentTextVersion, type Source } from '../../server/protocol/words.ts';
import { Listeners } from './listeners.ts';
import type { Request } from './request.ts';
import { toSessionProblem } from './session-error.ts';
import type { SessionMedia } from './session-media.ts';

type Media = Pick<SessionMedia, 'publisher' | 'sendOver' | 'stillSends'>;

/** This page's seat on stage. The seat may be lost with the network; that it is wanted, and the answer about recording, are not. */
export class StageSeat {
  readonly #request: Request;
  readonly #media: Media;
  /** Tells that it is gone, though it was wanted: nothing is sent any more, and devices may be let go. */
  readonly lost = new Listeners();
  #isWanted = false;
  /** What this person said last, whether or not the hub confirmed it. */
  #consent: boolean | undefined;

  constructor(request: Request, media: Media) {
    this.#request = request;
    this.#media = media;
  }

  /** Takes a seat on stage. The consent is told first: nothing may be sent before it is known. */
  async enter(consent: boolean): Promise<void> {
    await this.answerConsent(consent);
    const { sendTransport } = await this.#request('stage:enter', {});
    this.#isWanted = true;
    await this.#media.sendOver(sendTransport);
  }

  async leave(): Promise<void> {
    await this.#request('stage:leave', {});
    this.#isWanted = false;
    this.#media.publisher.clear();
  }

  /** Someone sent this person back, or there is no seat to come back to. Listening goes on. */
  lose(): void {
    this.#isWanted = false;
    this.#media.publisher.clear();
    this.lost.tell();
  }

  /** For a person who leaves the room altogether. */
  forget(): void {
    this.#isWanted = false;
  }

  async answerConsent(granted: boolean): Promise<void> {
    // First: a hub that dies over a no is told it again, and not the yes before it.
    this.#consent = granted;
    await this.#request('recording:consent', { granted, textVersion: consentTextVersion });
  }

  /** Back on stage after joining again: over the kept transport if there is one, else over a new one. `full`: someone else has the seat. */
  async comeBack(state: RoomState): Promise<'full' | undefined> {
    const { you, producers } = state;
    if (!you.onStage && !this.#isWanted) return undefined;
    if (you.role === 'listener') {
      // Sent back while the line was broken.
      this.lose();
      return undefined;
    }
    this.#isWanted = true;
    try {
      // A seat that was given up meanwhile has forgotten the answer, or never had it; it is repeated, not asked again.
      if (this.#consent !== undefined && you.recordingConsent !== this.#consent) {
        await this.answerConsent(this.#consent);
      }
      await this.#stopWhatWasStopped(you.stopped ?? []);
      if (this.#media.stillSends(state)) {
        await this.#media.publisher.sync(producers);
        return undefined;
      }
      const options = you.onStage
        ? await this.#request('transport:open', { direction: 'send' })
        : (await this.#request('stage:enter', {})).sendTransport;
      await this.#media.sendOver(options);
      return undefined;
    } catch (error) {
      if (toSessionProblem(error) !== 'stage-full') throw error;
      this.lose();
      return 'full';
    }
  }

  /** What staff stopped while the line was broken stays off until the person switches it on. */
  async #stopWhatWasStopped(sources: readonly Source[]): Promise<void> {
    const { publisher } = this.#media;
    for (const source of sources) {
      if (source.startsWith('screen')) await publisher.unpublish(source).catch(() => undefined);
      else await publisher.pause(source, { release: false });
    }
  }
}
