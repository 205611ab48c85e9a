import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { avcDescription } from './avc-description.ts';
import { codecString } from './codec-string.ts';
import { readSamples } from './read-samples.ts';
import { readTrack } from './sample-table.ts';
import { writeTrack } from './write-track.ts';

test('what is written is what is read', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'serambi-track-'));
  try {
    const file = path.join(folder, 'track.mp4');
    const size = { width: 1_280, height: 720 };
    const configuration = Buffer.from([1, 0x42, 0xc0, 0x1f, 0xff, 0xe0, 0]);
    const sampleDescription = avcDescription(size, configuration);
    const form = { kind: 'video' as const, timescale: 90_000, sampleDescription, ...size };
    const samples = [0, 2_900, 6_100, 9_000].map((pts, index) => ({
      ...{ pts, bytes: Buffer.alloc(10 + index, index), sync: index % 3 === 0 },
    }));
    await writeTrack(file, form, samples, 12_000);

    const track = await readTrack(file);
    expect(track).toMatchObject(form);
    expect(codecString(track.sampleDescription)).toBe('avc1.42c01f');
    const read = [];
    for await (const { pts, bytes, sync } of readSamples(file, track)) {
      read.push({ pts, bytes, sync });
    }
    expect(read).toEqual(samples);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
