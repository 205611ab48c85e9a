import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aacCodec, mp3Codec } from './audio-encode.ts';
import { joinAac, readAdts } from './join-aac.ts';
import { joinMp3, readMp3 } from './join-mp3.ts';
import { listJoints, type Encoded } from './joints.ts';
import { framesPerUnit, unitMs } from './sound-grid.ts';

const execute = promisify(execFile);
let root: string;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'serambi-join-'));
});
afterAll(() => rm(root, { recursive: true }));

/** Vowels with hard beginnings, so that encoders change their windows and borrow bits. */
const sound =
  'aevalsrc=0.3*sin(2*PI*140*t+3*sin(2*PI*3*t))*(0.2+gt(mod(t\\,0.37)\\,0.2))*(0.4+0.5*random(0)):s=48000:d=12';

const kinds = {
  aac: {
    codec: [...aacCodec, '-f', 'adts'],
    ...{ read: readAdts, join: joinAac, unit: framesPerUnit.aac },
  },
  mp3: {
    codec: [...mp3Codec, '-write_xing', '0', '-id3v2_version', '0', '-f', 'mp3'],
    ...{ read: readMp3, join: joinMp3, unit: framesPerUnit.mp3 },
  },
};

describe.each(Object.entries(kinds))('%s', (kind, { codec, read, join, unit }) => {
  /** Encodes units of the sound, so much louder. */
  async function encode(from: number, to: number, gainDb = 0): Promise<Encoded> {
    const [start, end] = [from, to].map((units) =>
      Math.round((units * unitMs * 48_000) / 1_000),
    );
    const filter = `atrim=start_sample=${start}:end_sample=${end},asetpts=N/SR/TB,volume=${gainDb}dB`;
    const file = path.join(root, `${from}-${to}-${gainDb}.${kind}`);
    // prettier-ignore
    await execute('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', sound, '-af', filter, ...codec, file]);
    return { first: from * unit, frames: read(await readFile(file)) };
  }

  /** What a decoder makes of it, and what it complains of. */
  async function decode({
    frames,
  }: Encoded): Promise<{ samples: Float32Array; complaints: string }> {
    const file = path.join(root, `decoded.${kind}`);
    await writeFile(file, Buffer.concat(frames));
    // prettier-ignore
    const { stdout, stderr } = await execute(
      'ffmpeg', ['-nostdin', '-v', 'error', '-i', file, '-f', 'f32le', '-ac', '1', '-'],
      { encoding: 'buffer', maxBuffer: 1 << 27 },
    );
    const samples = new Float32Array(
      stdout.buffer,
      stdout.byteOffset,
      Math.floor(stdout.length / 4),
    );
    return { samples, complaints: stderr.toString() };
  }

  const joints = listJoints(4 * unit, (1_000 * unit) / unitMs, () => 0);

  test('two pieces become one that sounds as if it had been encoded at once', async () => {
    const whole = await encode(0, 8);
    const joined = join(await encode(0, 5), await encode(3, 8), joints);
    expect(joined?.frames).toHaveLength(whole.frames.length);
    const [a, b] = [await decode(whole), await decode(joined!)];
    expect(b.complaints).toBe('');
    expect(b.samples).toHaveLength(a.samples.length);
    const differences = a.samples.map((sample, at) => Math.abs(sample - b.samples[at]!));
    expect(Math.max(...differences.filter((_, at) => at % 7 === 0))).toBeLessThan(0.1);
  });

  test('pieces that are not quite the same still fit', async () => {
    const joined = join(await encode(0, 5), await encode(3, 8, 0.3), joints);
    const { complaints } = await decode(joined!);
    expect(complaints).toBe('');
  });

  test('pieces that do not overlap do not fit, and what is no such file is refused', async () => {
    expect(join(await encode(0, 3), await encode(5, 8), joints)).toBeUndefined();
    expect(() => read(Buffer.alloc(2_000, 7))).toThrow('No ');
  });
});

test('the quietest frame comes first, and of those the nearest', () => {
  const joints = listJoints(100, 40, (frame) => (frame === 93 ? -60 : -20));
  expect(joints.slice(0, 3)).toEqual([93, 100, 99]);
  expect(joints).toHaveLength(41);
});
