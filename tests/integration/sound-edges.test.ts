import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stemsStep } from '../../media/steps/stems.ts';
import { listen } from '../support/likeness.ts';
import { openStepTools, type ToolsFor } from '../support/step-tools.ts';
import { makeVoiceTake } from '../support/voice-takes.ts';

/** Wherever somebody's sound stops or comes back at full level, it is faded: at once, it clicks, at -25 dBFS here. */

const durationMs = 30_000;
let root: string;
let toolsFor: ToolsFor;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'serambi edges '));
  toolsFor = await openStepTools(root);
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** What of a sound lies above its tone by far, dBFS: of a tone next to nothing, of a click much. */
async function clicksOf(file: string, edges: Record<string, number>) {
  const filtered = path.join(root, 'clicks.wav');
  const high = Array(3).fill('highpass=f=5000').join(',');
  // prettier-ignore
  await promisify(execFile)('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-i', file, '-af', high, '-c:a', 'pcm_f32le', filtered]);
  const samples = await listen(filtered);
  return Object.entries(edges).map(([name, seconds]) => {
    const from = Math.max(0, Math.round((seconds - 0.15) * 48_000));
    const peak = samples
      .subarray(from, from + 0.3 * 48_000)
      .reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    return { name, db: 20 * Math.log10(Math.max(peak, 1e-6)) };
  });
}

test('in the middle of a tone it begins, stops and comes back without a click', async () => {
  // Not sent: before the recording began, while its producer was paused (longer than the pause that the timeline tells of),
  // and for so long that it is cut.
  const unsent = [
    [0, 1_000],
    [4_000, 6_000],
    [10_000, 22_000],
  ] as const;
  const take = await makeVoiceTake(root, {
    ...{ peerId: 'ani', firstMs: 0, seconds: 26, sound: 'sine=f=300:r=48000,volume=4' },
    isSilent: (ms) => unsent.some(([from, to]) => ms >= from && ms < to),
    pauses: [{ fromMs: 4_100, toMs: 5_900 }],
  });
  const made = await stemsStep.run({ durationMs, takes: [take] }, await toolsFor('stems'));
  const { file } = made.stems[0]!;
  const clicks = await clicksOf(file, {
    ...{ begins: 1, stops: 4, 'comes back': 6, 'stops for long': 10 },
    ...{ 'comes back from there': 22, ends: 26 },
  });
  for (const { name, db } of clicks) expect(db, name).toBeLessThan(-50);
}, 60_000);
