import type { Readable } from 'node:stream';
import type { Client } from 'minio';

/** Bytes held in memory at a time. S3 allows 10 000 parts, so objects may be up to 160 GB. */
const partBytes = 16 * 1024 * 1024;

type Upload = {
  bucket: string;
  key: string;
  headers: { 'Content-Type': string; 'Cache-Control': string };
  /** Fails when the signal aborts. */
  body: Readable;
  signal?: AbortSignal | undefined;
};

/**
 * Sends a body of any length: in one request when it fits a part, else as a multipart upload, which becomes visible
 * as a whole when it is completed. Aborting, or failing, also aborts the upload, so no parts stay behind.
 *
 * minio's own putObject is used for the small ones only: for large ones it cannot be aborted, hangs when its source
 * fails, and resumes a left-over upload of the same key with its parts off by one.
 */
export async function putInParts(client: Client, upload: Upload): Promise<void> {
  const { bucket, key, headers, body, signal } = upload;
  try {
    const parts = inParts(body);
    const first = await parts.next();
    const second = first.done ? first : await parts.next();
    signal?.throwIfAborted();
    if (first.done || second.done) {
      const whole = first.done ? Buffer.alloc(0) : first.value;
      await client.putObject(bucket, key, whole, whole.length, headers);
      return;
    }
    await sendParts(client, upload, [first.value, second.value], parts);
  } finally {
    body.destroy();
  }
}

async function sendParts(
  client: Client,
  { bucket, key, headers, signal }: Upload,
  ready: readonly Buffer[],
  rest: AsyncGenerator<Buffer>,
): Promise<void> {
  const uploadId = await client.initiateNewMultipartUpload(bucket, key, headers);
  const sent: { part: number; etag: string }[] = [];
  const send = async (payload: Buffer): Promise<void> => {
    signal?.throwIfAborted();
    const part = sent.length + 1;
    const { etag } = await client.uploadPart(
      {
        bucketName: bucket,
        objectName: key,
        uploadID: uploadId,
        partNumber: part,
        headers: {},
      },
      payload,
    );
    sent.push({ part, etag });
  };
  try {
    for (const payload of ready) await send(payload);
    for await (const payload of rest) await send(payload);
    signal?.throwIfAborted();
    await client.completeMultipartUpload(bucket, key, uploadId, sent);
  } catch (error) {
    // What failed matters more than what could not be tidied; a server keeps such parts until its own clean-up.
    await client.abortMultipartUpload(bucket, key, uploadId).catch(() => undefined);
    throw error;
  }
}

/** Cuts a stream into buffers of `partBytes`, the last one shorter. No buffer for an empty stream. */
async function* inParts(body: Readable): AsyncGenerator<Buffer> {
  let chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    let bytes = chunk as Buffer;
    while (size + bytes.length >= partBytes) {
      const head = bytes.subarray(0, partBytes - size);
      yield Buffer.concat([...chunks, head]);
      bytes = bytes.subarray(head.length);
      chunks = [];
      size = 0;
    }
    chunks.push(bytes);
    size += bytes.length;
  }
  if (size > 0) yield Buffer.concat(chunks);
}
