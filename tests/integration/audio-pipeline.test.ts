import { planProgramme } from '../../media/plan/programme.ts';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import type { RemuxedTake } from '../../media/contract/remuxed-take.ts';
import { probeMedia } from '../../media/ffmpeg/probe-media.ts';
import type { StepTools } from '../../media/jobs/step.ts';
import { audioStep, type AudioInput, type AudioOutput } from '../../media/steps/audio.ts';
import { mixStep, type MixOutput } from '../../media/steps/mix.ts';
import { stemsStep, type StemsOutput } from '../../media/steps/stems.ts';
import { voicesStep } from '../../media/steps/voices.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { durationOf, loudness, toneOnsets } from '../support/measure.ts';
import { findFfmpegs } from '../support/video-meters.ts';
import { beeps, makeVoiceTake, speak } from '../support/voice-takes.ts';

const execute = promisify(execFile);

let root: string;
let store: ObjectStore;

beforeAll(async () => {
  // A space and a quote: data directories have them.
  root = await mkdtemp(path.join(tmpdir(), "serambi's audio "));
  store = await openLocalObjectStore(path.join(root, 'objects'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

type Programme = { stems: StemsOutput; mix: MixOutput; audio: AudioOutput };

const about = {
  title: 'Bab satu: "Laskar" & #1; a=b \\ 🎧',
  comment: 'Catatan 📚\nbaris dua',
  heldAt: '2026-11-12T08:00:00.000Z',
  timeZone: 'Asia/Jakarta',
  chapters: [
    { startMs: 0, title: 'Pembukaan', kind: 'start' as const },
    { startMs: 12_345, title: `O'Neil \\ "kutip"; #2 = 🎧`, kind: 'mark' as const },
  ],
};
const series = { title: 'Klub Buku', author: 'Taman Baca', language: 'id' };

async function toolsFor(name: string, step: string): Promise<StepTools> {
  const files = recordingFiles(root, name);
  const workDir = path.join(files.work, step);
  await mkdir(workDir, { recursive: true });
  const { signal } = new AbortController();
  const rest = { store, log: silentLog, signal, progress: () => undefined };
  return { recordingId: name, revision: 1, files, workDir, ...rest };
}

const runStems = async (
  name: string,
  durationMs: number,
  takes: readonly RemuxedTake[],
): Promise<StemsOutput> => stemsStep.run({ durationMs, takes }, await toolsFor(name, 'stems'));

/** The audio steps one after the other, as the pipeline runs them. */
async function produce(
  name: string,
  durationMs: number,
  takes: readonly RemuxedTake[],
  changes: Partial<AudioInput> = {},
): Promise<Programme> {
  const stems = await runStems(name, durationMs, takes);
  const voicesTools = await toolsFor(name, 'voices');
  const voices = await voicesStep.run({ ...stems, clean: true }, voicesTools);
  const mix = await mixStep.run(
    { ...voices, programme: planProgramme(durationMs, []), mutes: [] },
    await toolsFor(name, 'mix'),
  );
  const input: AudioInput = {
    ...about,
    masterFile: mix.file,
    durationMs,
    series: { ...series, coverKey: undefined },
    ...changes,
  };
  return { stems, mix, audio: await audioStep.run(input, await toolsFor(name, 'audio')) };
}

describe('speech at different levels', () => {
  const durationMs = 40_000;
  let made: Programme;

  beforeAll(async () => {
    const text =
      'Selamat datang di klub buku perpustakaan kita. Malam ini kita membaca bab pertama bersama-sama, lalu bertanya kepada penulisnya. Silakan angkat tangan.';
    await speak(path.join(root, 'loud.wav'), `${text} ${text}`, 0);
    await speak(path.join(root, 'soft.wav'), `${text} ${text}`, -17);
    const cover = await sharp({
      create: { width: 1500, height: 1500, channels: 3, background: '#225544' },
    })
      .png()
      .toBuffer();
    const png = { contentType: 'image/png', cacheControl: 'no-store' };
    await store.put('covers/klub.png', cover, png);
    const takes = [
      await makeVoiceTake(root, {
        peerId: 'sari',
        firstMs: 0,
        seconds: 18,
        sound: { file: path.join(root, 'loud.wav') },
      }),
      await makeVoiceTake(root, {
        peerId: 'budi',
        firstMs: 20_000,
        seconds: 18,
        sound: { file: path.join(root, 'soft.wav') },
      }),
    ];
    made = await produce('speech', durationMs, takes, {
      series: { ...series, coverKey: 'covers/klub.png' },
    });
  });

  test.each(['mp3', 'm4a', 'aac'] as const)(
    'the %s is as loud as podcasts are',
    async (kind) => {
      const { lufs, truePeakDbtp } = await loudness(made.audio[kind].file);
      expect(lufs).toBeGreaterThan(-17);
      expect(lufs).toBeLessThan(-15);
      expect(truePeakDbtp).toBeLessThanOrEqual(-1);
    },
  );

  test('two speakers 17 dB apart come out equally loud', async () => {
    const [sari, budi] = made.stems.stems;
    expect(sari!.loudnessLufs! - budi!.loudnessLufs!).toBeGreaterThan(14);
    const part = async (name: string, from: number): Promise<number> => {
      const file = path.join(root, `${name}.wav`);
      await execute('ffmpeg', [
        '-v', 'error', '-y', '-ss', `${from}`, '-t', '18', '-i', made.mix.file, file,
      ]); // prettier-ignore
      return (await loudness(file)).lufs;
    };
    expect(Math.abs((await part('first', 0)) - (await part('second', 20)))).toBeLessThan(1.5);
  });

  test('the MP3 has a constant rate, an Info tag, and lasts as long as the session', async () => {
    const bytes = await readFile(made.audio.mp3.file);
    expect(bytes.toString('latin1', 0, 4)).toBe('ID3\u0003');
    expect(bytes.includes('Info')).toBe(true);
    expect(bytes.includes('Xing')).toBe(false);
    const { bitRate, streams } = await probeMedia(made.audio.mp3.file);
    expect(streams[0]).toMatchObject({ codec: 'mp3', sampleRate: 44_100, channels: 2 });
    expect(streams[0]!.bitRate).toBe(128_000);
    expect(bitRate).toBeGreaterThan(128_000);
    expect(Math.abs(made.audio.durationMs - durationMs)).toBeLessThan(60);
    expect(
      Math.abs((await durationOf(made.audio.mp3.file)) * 1_000 - made.audio.durationMs),
    ).toBeLessThan(1);
    expect(made.audio.mp3.bytes).toBe(bytes.length);
  });

  test.each(['mp3', 'm4a'] as const)(
    'the %s has tags, chapters and cover, word for word',
    async (kind) => {
      const { tags, chapters, streams } = await probeMedia(made.audio[kind].file);
      expect(tags).toMatchObject({
        title: about.title,
        artist: series.author,
        album: series.title,
        date: '2026-11-12',
      });
      expect(chapters.map(({ startMs, title }) => ({ startMs, title }))).toEqual(
        about.chapters.map(({ startMs, title }) => ({ startMs, title })),
      );
      expect(Math.abs(chapters.at(-1)!.endMs - durationMs)).toBeLessThan(100);
      const cover = streams.find(({ kind }) => kind === 'video');
      expect(cover).toMatchObject({ codec: 'mjpeg', width: 1_400, height: 1_400 });
    },
  );

  test('the MP3 names its language, its notes and the table of its chapters', async () => {
    const tag = (await readFile(made.audio.mp3.file)).subarray(0, 4_000);
    const comment = Buffer.from(about.comment, 'utf16le');
    expect(tag.includes('CTOC')).toBe(true);
    expect(tag.includes('CHAP')).toBe(true);
    expect(tag.includes(Buffer.from('TLAN\0\0\0\u0005\0\0\0ind', 'latin1'))).toBe(true);
    expect(tag.indexOf(comment)).toBeGreaterThan(tag.indexOf('COMM'));
  });

  test('the M4A starts to play before it has loaded', async () => {
    const bytes = await readFile(made.audio.m4a.file);
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
    const { streams } = await probeMedia(made.audio.aac.file);
    expect(streams).toMatchObject([
      { codec: 'aac', profile: 'LC', sampleRate: 48_000, channels: 2 },
    ]);
  });
});

describe('time', () => {
  /** One peer who reloads, pauses and sends nothing between beeps; another who comes late. */
  test('every beep is heard at its time on the session clock', async () => {
    const betweenBeeps = (ms: number): boolean => ms % 1_000 > 300 && ms > 2_000;
    const sari = { peerId: 'sari', sound: beeps(1_000), isSilent: betweenBeeps };
    const takes = [
      await makeVoiceTake(root, {
        ...sari,
        takeId: 'sari-1',
        firstMs: 0,
        seconds: 10,
        pauses: [{ fromMs: 3_500, toMs: 6_500 }],
      }),
      await makeVoiceTake(root, { ...sari, takeId: 'sari-2', firstMs: 12_345, seconds: 10 }),
      await makeVoiceTake(root, {
        peerId: 'budi',
        firstMs: 5_777,
        seconds: 15,
        sound: beeps(3_000, 0.05),
      }),
    ];
    const { audio, stems } = await produce('beeps', 25_000, takes);
    expect(stems.stems).toHaveLength(2);

    const first = [1, 2, 3, 7, 8, 9];
    const second = Array.from({ length: 10 }, (_, index) => 12.345 + index);
    const late = Array.from({ length: 15 }, (_, index) => 5.777 + index);
    for (const { file } of [audio.mp3, audio.aac]) {
      expectOnsets(await toneOnsets(file, 1_000), [...first, ...second]);
      expectOnsets(await toneOnsets(file, 3_000), late);
    }
  });

  test('a packet that is missing early in a take moves nothing', async () => {
    const take = await makeVoiceTake(root, {
      peerId: 'bolong',
      firstMs: 2_500,
      seconds: 4,
      sound: beeps(1_000),
      isSilent: (ms) => ms === 300,
    });
    const { stems } = await runStems('hole', 25_000, [take]);
    expectOnsets(await toneOnsets(stems[0]!.file, 1_000), [2.5, 3.5, 4.5, 5.5]);
  });

  test('ten minutes of muted microphone costs no memory, and what follows is in its place', async () => {
    const mutedMs = { fromMs: 5_000, toMs: 600_500 };
    const take = await makeVoiceTake(root, {
      peerId: 'lama',
      firstMs: 0,
      seconds: 610,
      sound: beeps(1_000),
      pauses: [mutedMs],
      isSilent: (ms) => ms > mutedMs.fromMs && ms < mutedMs.toMs,
    });
    let peakKb = 0;
    const done = new AbortController();
    const watch = (async () => {
      while (!done.signal.aborted) {
        for (const pid of await findFfmpegs(path.join(root, 'muted', 'work', 'stems'))) {
          const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
          peakKb = Math.max(peakKb, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
        }
      }
    })();
    const stems = await runStems('muted', 610_000, [take]);
    done.abort();
    await watch;
    expect(peakKb).toBeGreaterThan(1_000);
    expect(peakKb).toBeLessThan(250_000);
    const onsets = (await toneOnsets(stems.stems[0]!.file, 1_000)).filter(
      (onset) => onset > 0.5,
    );
    const after = onsets.filter((onset) => onset > 6 && onset < 609.9);
    expect(after).toHaveLength(9);
    for (const [index, onset] of after.entries()) {
      expect(Math.abs(onset - 601 - index)).toBeLessThan(0.02);
    }
  });

  /** Within 20 ms, none missing, none too many. A tone at 0 has no onset; the meter ends a last silence with the file. */
  function expectOnsets(heard: readonly number[], expected: readonly number[]): void {
    const onsets = heard.filter((onset) => onset > 0.5 && onset < 24.9);
    expect(onsets).toHaveLength(expected.length);
    for (const [index, onset] of onsets.entries()) {
      expect(Math.abs(onset - expected[index]!)).toBeLessThan(0.02);
    }
  }
});

describe('an episode comes out', () => {
  const expectSilence = async ({ audio }: Programme, durationMs: number): Promise<void> => {
    expect(Math.abs(audio.durationMs - durationMs)).toBeLessThan(60);
    expect(audio.mp3.loudness.lufs).toBeNull();
    const { streams } = await probeMedia(audio.m4a.file);
    expect(streams[0]).toMatchObject({ codec: 'aac', channels: 2 });
  };

  test('when nobody had a microphone', async () => {
    await expectSilence(await produce('no-microphone', 7_000, []), 7_000);
  });

  test('when nobody spoke', async () => {
    const take = await makeVoiceTake(root, {
      peerId: 'diam',
      firstMs: 100,
      seconds: 5,
      sound: 'anullsrc',
    });
    const made = await produce('nobody-spoke', 6_000, [take]);
    await expectSilence(made, 6_000);
    expect(made.stems.stems[0]!.loudnessLufs).toBeNull();
  });

  test('when someone spoke for five of sixty seconds', async () => {
    const take = await makeVoiceTake(root, {
      peerId: 'sebentar',
      firstMs: 31_000,
      seconds: 5,
      sound: { file: path.join(root, 'soft.wav') },
    });
    const { audio, stems } = await produce('five-seconds', 60_000, [take]);
    expect(Math.abs(audio.durationMs - 60_000)).toBeLessThan(60);
    const { lufs, truePeakDbtp } = await loudness(audio.mp3.file);
    expect(Math.abs(lufs + 16)).toBeLessThanOrEqual(1);
    expect(truePeakDbtp).toBeLessThanOrEqual(-1);
    expect(Math.abs((await durationOf(stems.stems[0]!.file)) - 60)).toBeLessThan(0.001);
    const envelope = await readFile(stems.stems[0]!.envelope);
    expect(envelope.length).toBe(600 * 4);
    expect(envelope.readFloatLE(100 * 4)).toBe(-120);
    expect(envelope.readFloatLE(330 * 4)).toBeGreaterThan(-60);
  });

  test('when only a screen was heard', async () => {
    const take = await makeVoiceTake(root, {
      peerId: 'layar',
      source: 'screen-audio',
      firstMs: 0,
      seconds: 5,
      sound: 'sine=440',
    });
    const { audio, stems } = await produce('screen-only', 5_000, [take]);
    expect(stems).toMatchObject({ stems: [], screens: [{ peerId: 'layar' }] });
    expect(Math.abs((await loudness(audio.mp3.file)).lufs + 16)).toBeLessThanOrEqual(1);
  });
});

test('what a shared screen plays steps back by about 12 dB while someone speaks', async () => {
  const takes = [
    await makeVoiceTake(root, {
      peerId: 'sari',
      firstMs: 5_000,
      seconds: 8,
      sound: { file: path.join(root, 'loud.wav') },
    }),
    await makeVoiceTake(root, {
      peerId: 'sari',
      source: 'screen-audio',
      firstMs: 0,
      seconds: 20,
      // Above the voice, so that it can be measured beside it.
      sound: 'sine=9000',
    }),
  ];
  const { mix } = await produce('ducking', 20_000, takes);
  const levels = await toneLevels(mix.file, 9_000);
  const speaking = levels.slice(60, 125).toSorted((a, b) => a - b);
  const alone = levels.slice(160, 195).toSorted((a, b) => a - b);
  const lowered = alone[17]! - speaking[32]!;
  expect(lowered).toBeGreaterThan(8);
  expect(lowered).toBeLessThan(16);
});

/** Level of a tone ten times a second, dBFS. */
async function toneLevels(file: string, hz: number): Promise<number[]> {
  const filter = `bandpass=f=${hz}:width_type=h:w=50,asetnsamples=4800,astats=metadata=1:reset=1,ametadata=print:key=lavfi.astats.Overall.RMS_level:file=-`;
  const { stdout } = await execute('ffmpeg', [
    '-nostdin', '-v', 'error', '-i', file, '-af', filter, '-f', 'null', '-',
  ]); // prettier-ignore
  return [...stdout.matchAll(/RMS_level=(\S+)/g)].map(([, level]) => Number(level));
}
