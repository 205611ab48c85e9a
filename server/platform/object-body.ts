import { createReadStream } from 'node:fs';
import { addAbortSignal, Readable } from 'node:stream';

/** What is to be stored, as one stream. It fails when the signal aborts, and with it whoever reads it. */
export function toBodyStream(
  body: Buffer | Readable | { file: string },
  signal: AbortSignal | undefined,
): Readable {
  const stream = Buffer.isBuffer(body)
    ? Readable.from([body])
    : body instanceof Readable
      ? body
      : createReadStream(body.file, { highWaterMark: 256 * 1024 });
  return signal ? addAbortSignal(signal, stream) : stream;
}
