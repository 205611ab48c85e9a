import { z } from 'zod';
import { WireError } from '../../server/protocol/errors.ts';
import {
  requests,
  type RequestInput,
  type RequestName,
  type RequestOutput,
} from '../../server/protocol/protocol.ts';
import { fromWire, SessionError } from './session-error.ts';

/** Asks the hub one thing. Rejects with a SessionError: refused, not answered in time, or not connected. */
export type Request = <N extends RequestName>(
  name: N,
  input: RequestInput<N>,
) => Promise<RequestOutput<N>>;

/** The one thing asked of a socket: deliver, and resolve with the acknowledgement or reject after the timeout. */
export type EmitWithAck = (name: string, input: unknown, timeoutMs: number) => Promise<unknown>;

/** Longer than a bad mobile round trip with one retransmission, shorter than people's patience. */
const answerTimeoutMs = 8_000;

const Envelope = z.union([
  z.object({ ok: z.literal(true), data: z.unknown() }),
  z.object({ ok: z.literal(false), error: WireError }),
]);

/** Makes the typed `request` out of a bare emit. Answers are parsed: a hub of another version fails here, with words. */
export function createRequest(emit: EmitWithAck): Request {
  return async <N extends RequestName>(name: N, input: RequestInput<N>) => {
    const raw = await emit(name, input, answerTimeoutMs).catch((error: unknown) => {
      if (error instanceof SessionError) throw error;
      throw new SessionError('no-answer', `no answer to ${name}`, { cause: error });
    });
    const envelope = Envelope.safeParse(raw);
    if (!envelope.success) throw new SessionError('internal', `unreadable answer to ${name}`);
    if (!envelope.data.ok) throw fromWire(envelope.data.error);

    const output = requests[name].output.safeParse(envelope.data.data);
    if (!output.success) {
      throw new SessionError('internal', `${name}: ${z.prettifyError(output.error)}`);
    }
    return output.data as RequestOutput<N>;
  };
}
