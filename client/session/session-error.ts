import type { ErrorCode, WireError } from '../../server/protocol/errors.ts';

/** What can go wrong between this page and the hub: the hub's own codes, and what only this side can see. */
export type SessionProblem =
  | ErrorCode
  | 'no-answer' // The hub did not answer in time.
  | 'offline' // There is no socket right now.
  | 'unsupported'; // This browser has no usable WebRTC.

/** A request or a step of the live room that failed. Branch on `problem`; the message is for logs. */
export class SessionError extends Error {
  readonly problem: SessionProblem;

  constructor(problem: SessionProblem, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SessionError';
    this.problem = problem;
  }
}

export function fromWire({ code, message }: WireError): SessionError {
  return new SessionError(code, message);
}

export function toSessionProblem(error: unknown): SessionProblem {
  return error instanceof SessionError ? error.problem : 'internal';
}

const final: ReadonlySet<SessionProblem> = new Set<SessionProblem>([
  'not-found',
  'gone',
  'removed',
  'forbidden',
  'unsupported',
  'invalid-input',
]);

/** Whether asking again cannot mend it. */
export function isFinal(problem: SessionProblem): boolean {
  return final.has(problem);
}
