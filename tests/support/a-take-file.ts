import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { listSegments, readTake } from '../../media/capture/rtp-log-reader.ts';
import { recordKind } from '../../media/capture/rtp-log.ts';
import { listUnwritten } from '../../media/capture/unwritten-takes.ts';
import type { TimelineEntry } from '../../media/contract/timeline.ts';
import type { OpenSegmentFile } from '../../server/recorder/take-file.ts';
import type { TakeSpec } from '../../server/recordings/take-recorder.ts';

export const take: TakeSpec = {
  ...{ recordingId: 'r', takeId: 't', peerId: 'p', producerId: 'x', kind: 'audio' },
  ...{ source: 'microphone', codec: 'opus', fmtp: {}, payloadType: 100, ssrc: 7 },
  ...{ clockRate: 48_000, workerPid: 1 },
};
/** By their numbers, in the order of the segments. */
export async function packetsIn(dir: string): Promise<number[]> {
  const packets: number[] = [];
  for await (const block of readTake(await listSegments(dir), { bytes: 0 })) {
    for (const { kind, bytes } of block) {
      if (kind === recordKind.rtp) packets.push(bytes.readUInt32BE(0));
    }
  }
  return packets;
}

/** What `packetsIn` finds again. */
export function packet(n: number, bytes = 200): Buffer {
  const content = Buffer.alloc(bytes);
  content.writeUInt32BE(n);
  return content;
}

export type Disk = {
  write: (real: FileHandle, buffers: readonly Buffer[]) => Promise<{ bytesWritten: number }>;
  datasync?: (real: FileHandle) => Promise<void>;
  close?: (real: FileHandle) => Promise<void>;
};

/** A disk of which the test decides what becomes of what is asked of it. */
export const diskIn =
  (dir: string, { write, datasync, close }: Disk): OpenSegmentFile =>
  async (name) => {
    await mkdir(dir, { recursive: true });
    const real = await open(name, 'wx');
    return {
      datasync: () => (datasync ?? (() => real.datasync()))(real),
      close: () => (close ?? (() => real.close()))(real),
      async writev<T extends readonly NodeJS.ArrayBufferView[]>(buffers: T) {
        const { bytesWritten } = await write(real, buffers as unknown as Buffer[]);
        return { bytesWritten, buffers };
      },
    };
  };
export const noSpace = () => Object.assign(new Error('no space'), { code: 'ENOSPC' });

/** Whether the end of that take says that it is not whole. */
export const isUnwritten = async (dir: string): Promise<boolean> => {
  const stamp = { seq: 0, monoUs: 0, wallMs: 0 };
  const who = { peerId: 'p', displayName: 'P', kind: 'audio', source: 'microphone' } as const;
  const told: TimelineEntry[] = [
    { type: 'session.start', sessionId: 's', recordingId: 'r', title: 'T', bootId: 'b' },
    { type: 'take.start', takeId: 't', ...who, codec: 'opus', producerId: 'x', paused: false },
  ];
  const events = told.map((entry) => ({ ...entry, ...stamp }));
  return (await listUnwritten({ take: () => dir }, events)).includes('t');
};
