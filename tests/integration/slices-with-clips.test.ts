import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RemuxedTake } from '../../media/contract/remuxed-take.ts';
import { probeMedia } from '../../media/ffmpeg/probe-media.ts';
import type { StepTools } from '../../media/jobs/step.ts';
import type { Clips } from '../../media/plan/clips.ts';
import { planProgramme, type Programme } from '../../media/plan/programme.ts';
import { sliceMs } from '../../media/plan/sound-grid.ts';
import { audioStep, type AudioInput, type AudioOutput } from '../../media/steps/audio.ts';
import { fetchClips } from '../../media/steps/fetch-clip.ts';
import { mixStep } from '../../media/steps/mix.ts';
import { settleSlices } from '../../media/steps/settle-slices.ts';
import { slicesDirOf, slicesStep } from '../../media/steps/slices.ts';
import { stemsStep } from '../../media/steps/stems.ts';
import { voicesStep } from '../../media/steps/voices.ts';
import { expectAsNear, listen } from '../support/likeness.ts';
import { loudness, playingErrors } from '../support/measure.ts';
import { openStepTools, type ToolsFor } from '../support/step-tools.ts';
import { makeVoiceTake, speak } from '../support/voice-takes.ts';

/** A session between its series' intro and outro: joined of slices, against the same made as a whole. */

const execute = promisify(execFile);
let root: string;
let toolsFor: ToolsFor;
let spoken: string;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "serambi's clips "));
  toolsFor = await openStepTools(root);
  spoken = path.join(root, 'loud.wav');
  const text =
    'Malam ini kita membaca bab pertama bersama-sama, lalu bertanya kepada penulisnya.';
  await speak(spoken, Array(14).fill(text).join(' '), 0);
}, 60_000);
afterAll(() => rm(root, { recursive: true, force: true }));

/** A chord that goes on to both ends, as the host's clips lie in the store. */
async function clip({ store }: StepTools, hz: number, amplitude: number, seconds: number) {
  const file = path.join(root, `${hz}.flac`);
  const wave = (of: number): string => `sin(2*PI*${of}*t)`;
  const chord = `${amplitude}*(${wave(hz)}+${wave(1.26 * hz)}+0.2*(random(0)-0.5))*(1+0.5*sin(9*t))`;
  // prettier-ignore
  await execute('ffmpeg', [
    '-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', `aevalsrc='${chord}':s=48000:d=${seconds}`,
    '-ac', '2', '-c:a', 'flac', file,
  ]);
  const key = `sounds/series/${hz}-${seconds}.flac`;
  await store.put(key, { file }, { contentType: 'audio/flac', cacheControl: 'no-store' });
  return { key, durationMs: 1_000 * seconds };
}

const encode = async (
  name: string,
  { durationMs, leadMs }: Programme,
  sound: Pick<AudioInput, 'encoded' | 'masterFile'>,
): Promise<AudioOutput> => {
  const chapters = [
    { startMs: 0, title: 'Bab satu', kind: 'start' as const },
    { startMs: Math.round(leadMs) + 20_000, title: 'Bab dua', kind: 'mark' as const },
  ];
  const input = {
    ...{ durationMs, chapters, title: 'Bab satu', comment: 'x' },
    ...{ heldAt: '2026-11-12T08:00:00.000Z', timeZone: 'Asia/Jakarta' },
    series: { title: 'Klub', author: 'Taman Baca', language: 'id', coverKey: undefined },
  };
  return audioStep.run({ ...input, ...sound }, await toolsFor(name));
};

async function makeWhole(
  name: string,
  sound: { durationMs: number; takes: RemuxedTake[] },
  around: { programme: Programme; clips: Clips },
): Promise<string> {
  const stems = await stemsStep.run(sound, await toolsFor(`${name} stems`));
  const voices = await voicesStep.run(
    { ...stems, clean: true },
    await toolsFor(`${name} voices`),
  );
  const mixing = { ...voices, ...around, mutes: [] };
  const { file } = await mixStep.run(mixing, await toolsFor(`${name} mix`));
  return file;
}

/** Where it is told to begin, and its chapters. */
async function toldOf(file: string) {
  const { chapters, streams } = await probeMedia(file);
  return { chapters, starts: streams.map(({ startMs }) => startMs) };
}

test.each([
  // Neither is whole units, or whole frames of an encoder; the session is not whole frames of the picture.
  { name: 'usual', seconds: 71.31, intro: 7.77, outro: 5.43 },
  // The last slice but one reaches into the outro, and beyond the last one's joint.
  { name: 'short', seconds: 64.35, intro: 1.2, outro: 3 },
])(
  '$name: joined of slices, it is what a whole pass makes',
  async (length) => {
    const { name, intro, outro } = length;
    const durationMs = 1_000 * length.seconds;
    const given = await toolsFor(name);
    const tools: StepTools = {
      ...given,
      files: { ...given.files, work: path.join(root, `${name} work`) },
    };
    const clips: Clips = {
      before: [{ ...(await clip(tools, 330, 0.01, intro)), layout: 'title' }],
      after: [{ ...(await clip(tools, 440, 0.4, outro)), layout: 'end' }],
    };
    const programme = planProgramme(durationMs, [], clips);
    const { leadMs, sessionMs } = programme;
    const takes = [
      await makeVoiceTake(root, {
        ...{ peerId: name, firstMs: 0, seconds: Math.ceil(length.seconds) },
        sound: { file: spoken },
      }),
    ];

    const workDir = slicesDirOf(tools.files.work);
    await mkdir(workDir, { recursive: true });
    const preparing = { ...tools, workDir };
    await fetchClips(clips, preparing);
    // While it goes on, it is not known how long it will be.
    const live = { durationMs: 70_000, takes, clips, untilMs: 66_560 };
    expect((await settleSlices(live, preparing))!.slices).toHaveLength(2);
    const input = { durationMs: sessionMs, takes, clips };
    const { prepared } = await slicesStep.run(input, tools);
    const audio = await encode(`${name} audio`, programme, { encoded: prepared! });
    const masterFile = await makeWhole(name, { durationMs, takes }, { programme, clips });
    const plain = await encode(`${name} plain`, programme, { masterFile });

    const master = await listen(masterFile);
    const seams = [0, sliceMs, 2 * sliceMs, sessionMs].map((ms) => (leadMs + ms) / 1_000);
    for (const kind of ['mp3', 'm4a'] as const) {
      const measured = await loudness(audio[kind].file);
      expect(Math.abs(measured.lufs + 16)).toBeLessThanOrEqual(1);
      expect(measured.truePeakDbtp).toBeLessThanOrEqual(-1);
      const told = prepared![kind === 'mp3' ? 'mp3' : 'aac'].loudness;
      expect(Math.abs(told.lufs! - measured.lufs)).toBeLessThan(0.15);
      expect(Math.abs(told.truePeakDb! - measured.truePeakDbtp)).toBeLessThan(0.5);
      expect(await playingErrors(audio[kind].file)).toEqual([]);

      const [joined, encoded] = [
        await listen(audio[kind].file),
        await listen(plain[kind].file),
      ];
      const seconds = master.length / 48_000 - 1;
      expectAsNear({ joined, encoded, master }, { seconds, borders: seams });
      expect(await toldOf(audio[kind].file)).toEqual(await toldOf(plain[kind].file));
    }
    expect(audio.durationMs).toBe(plain.durationMs);
    expect(await readdir(workDir)).toEqual([]);
  },
  180_000,
);
