import { AppError } from '../../server/platform/app-error.ts';
import type { RecordingProof } from '../../server/protocol/recording-proof.ts';
import type { RecordingPlan } from '../../server/recordings/forecast-space.ts';
import { RecordedElsewhere } from '../../server/recordings/refused-recording.ts';
import type { RoomRecorder } from '../../server/recordings/room-recorder.ts';
import type { RoomCapture } from '../../server/rooms/media-plane.ts';

/** A recorder that writes down what it was told, one line a call. */
export class FakeRoomRecorder implements RoomRecorder {
  readonly told: string[] = [];
  /** Calls whose names are in here fail. */
  readonly failing = new Set<string>();
  /** The session's recording had come to its end before, or another hub has it. */
  refusal: 'recording-over' | 'recorded-elsewhere' | undefined;
  /** What is planned of its session, as its room says. */
  plan: (() => Promise<RecordingPlan>) | undefined;
  /** How much the disk has room for. */
  minutesOfSpace = 600;
  /** Resolves when the database has what people answered. */
  stored = Promise.resolve();
  openCapture: ((recorderPort: number) => Promise<RoomCapture>) | undefined;
  #proof: RecordingProof = { state: 'off', troubles: [], people: [] };
  #onProof: ((proof: RecordingProof) => void) | undefined;

  attach: RoomRecorder['attach'] = (openCapture) => {
    this.openCapture = openCapture;
    return this.#note('attach');
  };
  mediaPlaneLost = () => this.#note('mediaPlaneLost');
  peerJoined: RoomRecorder['peerJoined'] = ({ displayName, role }) =>
    this.#note('peerJoined', displayName, role);
  peerLeft: RoomRecorder['peerLeft'] = () => this.#note('peerLeft');
  consent: RoomRecorder['consent'] = ({ displayName, granted, address }) =>
    this.#note('consent', displayName, String(granted), address);
  answersStored = () => this.stored;
  producerOpened: RoomRecorder['producerOpened'] = ({ displayName, source, codec }) =>
    this.#note('producerOpened', displayName, source, codec);
  producerPaused = () => this.#note('producerPaused');
  producerResumed = () => this.#note('producerResumed');
  producerClosed: RoomRecorder['producerClosed'] = (_, reason) =>
    this.#note('producerClosed', reason);
  speakerChanged = () => void this.#note('speakerChanged');
  note: RoomRecorder['note'] = ({ type, ...entry }) =>
    this.#note('note', type, JSON.stringify(entry));
  goLive = async () => {
    await this.#note('goLive');
    if (!this.refusal) return;
    this.prove({ state: 'off', troubles: [this.refusal], people: [] });
    if (this.refusal === 'recorded-elsewhere') throw new RecordedElsewhere();
    throw new AppError('gone', 'The recording of this session has ended.');
  };
  end = () => {
    if (this.#proof.state !== 'off') this.prove({ state: 'off', troubles: [], people: [] });
    return this.#note('end');
  };
  forecast: RoomRecorder['forecast'] = (plan) =>
    Promise.resolve({
      ...plan,
      isEnough: this.minutesOfSpace >= plan.plannedMinutes - plan.pastMinutes,
      isEnoughToMake: this.minutesOfSpace >= plan.plannedMinutes - plan.pastMinutes,
      minutes: this.minutesOfSpace,
      others: 0,
    });
  proof = () => this.#proof;
  onProof: RoomRecorder['onProof'] = (listener) => void (this.#onProof = listener);

  prove(proof: RecordingProof): void {
    this.#proof = proof;
    this.#onProof?.(proof);
  }

  #note(...call: string[]): Promise<void> {
    this.told.push(call.join(' '));
    return this.failing.has(call[0] ?? '')
      ? Promise.reject(new Error(`${call[0]} fails, as the test wants.`))
      : Promise.resolve();
  }
}
