import { open, type FileHandle } from 'node:fs/promises';
import type { recordingFiles } from '../contract/recording-files.ts';
import type { TimelineEvent } from '../contract/timeline.ts';
import { listSegments, toTakeMeta } from './rtp-log-reader.ts';
import {
  endBlockBytes,
  isEndBlock,
  recordHeadBytes,
  recordKind,
  segmentHeader,
} from './rtp-log.ts';
import { tellStory } from './session-story.ts';

/** Takes of which the disk took less than the recorder had: their logs break off before their end. */
export async function listUnwritten(
  files: Pick<ReturnType<typeof recordingFiles>, 'take'>,
  events: readonly TimelineEvent[],
): Promise<string[]> {
  const takeIds: string[] = [];
  for (const { start } of tellStory(events).takes) {
    if (await isUnwritten(files.take(start.takeId))) takeIds.push(start.takeId);
  }
  return takeIds;
}

/** By the last segment that says what it is. What is not there at all is missing for another reason. */
async function isUnwritten(takeDir: string): Promise<boolean> {
  for (const { file, bytes } of (await listSegments(takeDir)).toReversed()) {
    const handle = await open(file, 'r');
    try {
      const meta = await readMeta(handle);
      // A disk that was full may have taken no more than its name.
      if (!meta) continue;
      const fromByte = Math.max(0, bytes - endBlockBytes);
      return (
        meta.saysItsEnd === true &&
        !isEndBlock(await readBytes(handle, endBlockBytes, fromByte))
      );
    } finally {
      await handle.close();
    }
  }
  return false;
}

async function readMeta(handle: FileHandle): Promise<ReturnType<typeof toTakeMeta>> {
  const headBytes = segmentHeader.length + recordHeadBytes;
  const head = await readBytes(handle, headBytes, 0);
  if (head.length < headBytes) return undefined;
  const length = head.readUInt16BE(segmentHeader.length);
  const bytes = await readBytes(handle, length, headBytes);
  return toTakeMeta({ kind: recordKind.meta, monoUs: 0, bytes });
}

/** Fewer, where the file ends. */
async function readBytes(handle: FileHandle, length: number, from: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, from);
  return buffer.subarray(0, bytesRead);
}
