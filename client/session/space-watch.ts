import type { RecordingForecast } from '../../server/protocol/recording-forecast.ts';

type Options = {
  ask: () => Promise<RecordingForecast>;
  tell: (forecast: RecordingForecast) => void;
};

/**
 * While a session is live: asks again whether the disk has room for it when more people are on stage than before, and
 * whenever told to, and tells once when it has not.
 */
export class SpaceWatch {
  readonly #options: Options;
  #most: number;
  #isTold = false;

  /** @param people on stage when it begins. */
  constructor(people: number, options: Options) {
    this.#most = people;
    this.#options = options;
  }

  async onStage(people: number): Promise<void> {
    if (people <= this.#most) return;
    this.#most = people;
    await this.look();
  }

  async look(): Promise<void> {
    if (this.#isTold) return;
    // Not knowing is no reason to alarm anyone: the recorder tells when space runs out.
    const forecast = await this.#options.ask().catch(() => undefined);
    if (forecast && !forecast.isEnough) this.#tellOnce(forecast);
  }

  /** Two questions may be on their way at once. */
  #tellOnce(forecast: RecordingForecast): void {
    if (this.#isTold) return;
    this.#isTold = true;
    this.#options.tell(forecast);
  }
}
