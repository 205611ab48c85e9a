/** Why a camera, microphone or screen cannot be used, as far as a person can do something about it. */
export type DeviceProblem =
  | 'denied' // The person, or an earlier answer of theirs, said no in the browser.
  | 'denied-by-system' // The operating system keeps the browser out.
  | 'not-found' // There is none, or the chosen one is gone.
  | 'in-use' // Another program has it.
  | 'insecure' // Browsers offer devices only over HTTPS or on localhost.
  | 'unsupported' // This browser cannot do it at all: screens on phones.
  | 'cancelled' // Closed the browser's own picker: no problem, nothing to say.
  | 'lost' // It was there and went away: unplugged, or taken by the system.
  | 'unknown';

export class DeviceError extends Error {
  readonly problem: DeviceProblem;

  constructor(problem: DeviceProblem, options?: ErrorOptions) {
    super(`device problem: ${problem}`, options);
    this.name = 'DeviceError';
    this.problem = problem;
  }
}

/** Reads what getUserMedia and getDisplayMedia reject with (Media Capture and Streams, 10.2; Screen Capture, 5.1). */
export function toDeviceProblem(
  error: unknown,
  { picker }: { picker: boolean },
): DeviceProblem {
  if (error instanceof DeviceError) return error.problem;
  if (!(error instanceof Error)) return 'unknown';
  switch (error.name) {
    case 'NotAllowedError':
      // Chromium's words; browsers have no code for it.
      if (/by system/i.test(error.message)) return 'denied-by-system';
      // A closed picker and a refusal look alike, and after a picker a refusal needs no explanation.
      return picker ? 'cancelled' : 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'not-found';
    case 'NotReadableError':
    case 'AbortError':
      return 'in-use';
    case 'SecurityError':
      return 'insecure';
    case 'InvalidStateError':
    case 'TypeError':
      return 'unsupported';
    default:
      return 'unknown';
  }
}
