import type { Logger } from '../platform/log.ts';
import type { RoomCapture } from '../rooms/media-plane.ts';

export type OpenCapture = (recorderPort: number) => Promise<RoomCapture>;

/** The way from a room's media plane to the recorder: opened when first needed, and anew when either end is another. */
export class CaptureLine {
  readonly #log: Logger;
  #openCapture: OpenCapture | undefined;
  #capture: RoomCapture | undefined;

  constructor(log: Logger) {
    this.#log = log;
  }

  attach(openCapture: OpenCapture): void {
    this.close();
    this.#openCapture = openCapture;
  }

  detach(): void {
    this.close();
    this.#openCapture = undefined;
  }

  close(): void {
    this.#capture?.close();
    this.#capture = undefined;
  }

  /** Undefined while there is no media plane or no recorder. */
  async get(recorderPort: number | undefined): Promise<RoomCapture | undefined> {
    if (this.#capture || !this.#openCapture || recorderPort === undefined) return this.#capture;
    try {
      this.#capture = await this.#openCapture(recorderPort);
    } catch (error) {
      this.#log.warn({ err: error }, 'capture not opened');
    }
    return this.#capture;
  }
}
