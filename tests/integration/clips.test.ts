import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAcceptSound } from '../../media/ffmpeg/accept-sound.ts';
import { probeMedia } from '../../media/ffmpeg/probe-media.ts';
import { clipEntries, type Clip, type Clips } from '../../media/plan/clips.ts';
import { toFrame } from '../../media/plan/frame-grid.ts';
import { keepEntries } from '../../media/plan/keep-entries.ts';
import { keepChapters, planProgramme } from '../../media/plan/programme.ts';
import { audioStep, type AudioOutput } from '../../media/steps/audio.ts';
import { chunksStep } from '../../media/steps/chunks.ts';
import { mixStep } from '../../media/steps/mix.ts';
import { packageStep, type PackageOutput } from '../../media/steps/package.ts';
import { silentLog } from '../../server/platform/log.ts';
import type { Chapter } from '../../server/protocol/rest.ts';
import {
  playingErrors,
  flashOnsets,
  loudness,
  pairOffsetsMs,
  toneOnsets,
} from '../support/measure.ts';
import {
  durationMs,
  makeVideoSession,
  titles,
  type VideoSession,
} from '../support/video-session.ts';

/** A session between its series' intro and outro, with an answer spoken afterwards, on real ffmpeg. */

const execute = promisify(execFile);
const acceptSound = createAcceptSound(silentLog);
const hz = { intro: 2_000, session: 1_000, answer: 3_000, outro: 4_500 };
const question = 'Boleh membawa buku sendiri?';
const cuts = [{ fromMs: 20_500, toMs: 21_900 }];
const cutMs = 1_400;

let session: VideoSession;
let clips: Clips;
let programme: ReturnType<typeof planProgramme>;
let chapters: Chapter[];
let audio: AudioOutput;
let made: PackageOutput;
let rendered: string[];
let hls: string;
/** Where each begins in the programme. Seconds. */
let begins: { session: number; answer: number; outro: number };

beforeAll(async () => {
  session = await makeVideoSession();
  // One is too quiet, one too loud; each is silent for its first half second.
  const intro = await clip('intro.wav', ['-c:a', 'pcm_s16le'], hz.intro, 0.01, 3.21);
  const answer = await clip('answer.webm', ['-c:a', 'libopus'], hz.answer, 0.1, 4);
  const outro = await clip('outro.mp3', ['-c:a', 'libmp3lame'], hz.outro, 0.9, 2.5);
  clips = {
    before: [{ ...intro, layout: 'title' }],
    after: [
      { ...answer, layout: 'answer', question, answeredBy: 'Rina' },
      { ...outro, layout: 'end' },
    ],
  };
  programme = planProgramme(durationMs, cuts, clips);
  const lead = programme.leadMs / 1_000;
  const after = lead + programme.sessionMs / 1_000;
  const answerSeconds = Math.ceil((answer.durationMs * 30) / 1_000 - 1e-6) / 30;
  begins = { session: lead, answer: after, outro: after + answerSeconds };

  const workDir = path.join(session.root, 'chunks');
  const before = new Set(await readdir(workDir));
  const { takes, edit } = session;
  const beside = clipEntries(clips, toFrame(durationMs));
  const seen = keepEntries(edit.entries, programme.cuts);
  const entries = [...beside.before, ...seen, ...beside.after];
  const chunked = await chunksStep.run(
    { entries, takes, titles },
    await session.toolsFor('chunks'),
  );
  rendered = (await readdir(workDir)).filter((name) => !before.has(name));

  const stems = [await beeps()];
  const mix = await mixStep.run(
    { stems, screens: [], programme, mutes: [], clips },
    await session.toolsFor('mix'),
  );
  chapters = keepChapters(edit.chapters, programme, durationMs, clips);
  audio = await audioStep.run(
    {
      ...{ masterFile: mix.file, durationMs: programme.durationMs, chapters },
      ...{ title: 'Bab satu', comment: '', heldAt: '2026-11-26T12:00:00Z', timeZone: 'UTC' },
      series: { title: 'Klub', author: 'Kami', language: 'id', coverKey: undefined },
    },
    await session.toolsFor('audio'),
  );
  made = await packageStep.run(
    {
      durationMs: programme.durationMs,
      ...{ chunks: chunked.chunks, entries, chapters, language: 'id' },
      audioFile: audio.aac.file,
    },
    await session.toolsFor('package-clips'),
  );
  hls = path.join(made.directory, 'hls', 'master.m3u8');
}, 240_000);
afterAll(() => session.close());

/** A tone that begins after half a second, sent as a host would send it. */
async function clip(
  name: string,
  codec: string[],
  tone: number,
  amplitude: number,
  seconds: number,
): Promise<Pick<Clip, 'key' | 'durationMs'>> {
  const file = path.join(session.root, name);
  const sound = `aevalsrc='${amplitude}*sin(2*PI*${tone}*t)*gte(t,0.5)':s=48000:d=${seconds}`;
  // prettier-ignore
  await execute('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', sound, ...codec, file]);
  const { bytes, durationMs: ms } = await acceptSound(await readFile(file), 60_000);
  const key = `sounds/series/${name}.flac`;
  const meta = { contentType: 'audio/flac', cacheControl: 'no-store' };
  await session.store.put(key, bytes, meta);
  return { key, durationMs: ms };
}

/** Somebody who beeps each second. */
async function beeps() {
  const file = path.join(session.root, 'rina.flac');
  const tone = `0.2*sin(2*PI*${hz.session}*t)*lt(mod(t,1),0.1)`;
  // prettier-ignore
  await execute('ffmpeg', [
    '-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', `aevalsrc='${tone}':s=48000:d=${durationMs / 1_000}`,
    '-ac', '1', '-c:a', 'flac', file,
  ]);
  return { peerId: 'rina', file, loudnessLufs: -20 };
}

/** Of the published MP3, as a listener hears it. */
async function loudnessOf(fromSeconds: number, seconds: number): Promise<number> {
  const file = path.join(session.root, `part-${fromSeconds}.wav`);
  // prettier-ignore
  await execute('ffmpeg', [
    '-nostdin', '-v', 'error', '-y', '-ss', `${fromSeconds}`, '-t', `${seconds}`, '-i', audio.mp3.file, file,
  ]);
  return (await loudness(file)).lufs;
}

test('only the cards are rendered, and what a cut touches', () => {
  const parts = rendered.filter((name) => name.startsWith('part-'));
  // Intro, answer, outro, and both sides of the cut, in two qualities each; one side shows a screen, also in 1080p.
  expect(parts).toHaveLength((3 + 2) * 2 + 1);
});

test('intro, answer and outro are heard where the programme says, to the hundredth', async () => {
  for (const file of [hls, audio.mp3.file]) {
    // HLS and MP3 begin as late as their encoders make them, which players know.
    const near = file === hls ? 0.09 : 0.06;
    const [intro] = await toneOnsets(file, hz.intro);
    const [answer] = await toneOnsets(file, hz.answer);
    const [outro] = await toneOnsets(file, hz.outro);
    expect(Math.abs(intro! - 0.5)).toBeLessThan(near);
    expect(Math.abs(answer! - begins.answer - 0.5)).toBeLessThan(near);
    expect(Math.abs(outro! - begins.outro - 0.5)).toBeLessThan(near);
  }
});

test('each beep of the session is moved by the intro, and its picture with it', async () => {
  const tones = await toneOnsets(audio.mp3.file, hz.session);
  const seconds = Array.from({ length: durationMs / 1_000 }, (_, second) => second)
    .filter((second) => second > 0 && second !== 21)
    .map((second) => begins.session + second - (second > 21 ? cutMs / 1_000 : 0));
  const heard = tones.filter((at) => at > begins.session + 0.5 && at < begins.answer - 0.02);
  expect(heard).toHaveLength(seconds.length);
  for (const [index, at] of heard.entries()) {
    expect(Math.abs(at - seconds[index]!)).toBeLessThan(0.06);
  }
  const flashes = await flashOnsets(path.join(made.directory, 'hls', '720p', 'index.m3u8'));
  const offsets = pairOffsetsMs(await toneOnsets(hls, hz.session), flashes);
  expect(offsets.length).toBeGreaterThan(18);
  expect(Math.max(...offsets.map(Math.abs))).toBeLessThan(45);
  expect(await playingErrors(hls)).toEqual([]);
});

test('whatever was too quiet or too loud is as loud as the session, after encoding', async () => {
  const measured = {
    intro: await loudnessOf(0.5, begins.session - 0.5),
    session: await loudnessOf(begins.session, begins.answer - begins.session),
    answer: await loudnessOf(begins.answer + 0.5, begins.outro - begins.answer - 0.5),
    outro: await loudnessOf(begins.outro + 0.5, 2),
  };
  for (const lufs of Object.values(measured)) expect(Math.abs(lufs + 16)).toBeLessThan(1.5);
  expect(audio.mp3.loudness.truePeakDb).toBeLessThanOrEqual(-1);
});

test('chapters are moved by the intro, the same in every form, and the question is the last', async () => {
  const answerMs = Math.round(begins.answer * 1_000);
  expect(chapters[0]).toMatchObject({ startMs: 0, title: 'Bab satu' });
  expect(chapters.find(({ kind }) => kind === 'mark')?.startMs).toBe(
    Math.round(programme.leadMs + 12_000),
  );
  expect(chapters.at(-1)).toEqual({ startMs: answerMs, title: question, kind: 'question' });

  const starts = chapters.map(({ startMs }) => startMs);
  const json = JSON.parse(
    await readFile(path.join(made.directory, 'chapters.json'), 'utf8'),
  ) as { chapters: { startTime: number }[] };
  expect(json.chapters.map(({ startTime }) => Math.round(startTime * 1_000))).toEqual(starts);
  const apple = JSON.parse(
    await readFile(path.join(made.directory, 'hls', 'chapters.json'), 'utf8'),
  ) as { 'start-time': number }[];
  expect(apple.map((chapter) => Math.round(chapter['start-time'] * 1_000))).toEqual(starts);
  for (const { file } of [audio.mp3, audio.m4a]) {
    const tagged = (await probeMedia(file)).chapters;
    expect(tagged.map(({ startMs }) => startMs)).toEqual(starts);
    expect(tagged.at(-1)?.title).toBe(question);
  }
});
