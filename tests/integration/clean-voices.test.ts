import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Bleed } from '../../media/contract/bleed.ts';
import type { RemuxedTake } from '../../media/contract/remuxed-take.ts';
import { mixArgs } from '../../media/plan/audio-mix.ts';
import { levelStem } from '../../media/plan/loudness.ts';
import type { Mute } from '../../media/plan/mutes.ts';
import { bleedOfTakes } from '../../media/plan/overheard.ts';
import { planProgramme } from '../../media/plan/programme.ts';
import { mixStep } from '../../media/steps/mix.ts';
import { makeStems, type StemsOutput } from '../../media/steps/stems.ts';
import { makeVoices, type VoicesOutput } from '../../media/steps/voices.ts';
import { silentLog } from '../../server/platform/log.ts';
import { bandLevel, levelOf, loudness, offsetSamples } from '../support/measure.ts';
import { openStepTools } from '../support/step-tools.ts';
import { makeVoiceTake, speak } from '../support/voice-takes.ts';

const execute = promisify(execFile);

let root: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "serambi's voices "));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const seconds = 58;
const at = (name: string): string => path.join(root, `${name}.wav`);
/** When each of them speaks, twice. Seconds. */
const turns = { sari: [2, 30], budi: [16, 44] } as const;
const text = {
  id: 'Selamat datang di klub buku perpustakaan kita. Malam ini kita membaca bab pertama bersama-sama, lalu bertanya kepada penulisnya.',
  en: 'Thank you for having me here tonight. I wrote this book for readers who love old stories. Please ask me anything you like.',
};

async function mix(inputs: readonly string[], filter: string, output: string): Promise<void> {
  const sources = inputs.flatMap((input) =>
    input.includes('=') ? ['-f', 'lavfi', '-i', input] : ['-i', at(input)],
  );
  // prettier-ignore
  await execute('ffmpeg', [
    '-nostdin', '-v', 'error', '-y', ...sources, '-filter_complex', filter,
    '-t', `${seconds}`, '-ar', '48000', '-ac', '1', '-c:a', 'pcm_f32le', at(output),
  ]);
}

/** Somebody's words at their two turns and nothing else. */
const place = ([first, second]: readonly [number, number], gainDb: number): string =>
  `[0]asplit[a][b];[a]adelay=${first * 1_000}[x];[b]adelay=${second * 1_000}[y];` +
  `[x][y]amix=inputs=2:normalize=0,apad,volume=${gainDb}dB`;

let clean: { stems: StemsOutput; voices: VoicesOutput };
let mixed: { takes: RemuxedTake[]; stems: StemsOutput; voices: VoicesOutput };

/**
 * Sari has a studio's microphone. Budi has a phone, 20 dB lower, in a room with a fan and a humming lamp, and a loudspeaker
 * that plays Sari. Rina says nothing; her open microphone hears both.
 */
beforeAll(async () => {
  await speak(at('id'), text.id, 0, 'id');
  await speak(at('en'), text.en, 0, 'en');
  await mix(['id'], place(turns.sari, -4), 'sari');
  await mix(['en'], place(turns.budi, -24), 'budi-alone');
  await mix(
    [
      'budi-alone',
      'anoisesrc=c=pink:r=48000:seed=5',
      'aevalsrc=0.0008*sin(2*PI*100*t)+0.002*sin(2*PI*50*t):s=48000',
    ],
    '[1]volume=-52dB[fan];[0][fan][2]amix=inputs=3:normalize=0:duration=first',
    'budi-in-his-room',
  );
  await mix(
    ['budi-in-his-room', 'sari'],
    '[1]adelay=180,aecho=0.8:0.7:40|90:0.4|0.25,volume=-34dB[echo];' +
      '[0][echo]amix=inputs=2:normalize=0:duration=first',
    'budi',
  );
  await mix(
    ['budi-alone', 'sari'],
    '[0][1]amix=inputs=2:normalize=0,adelay=220,volume=-14dB',
    'rina',
  );
  clean = await run('clean', { sari: 'sari', budi: 'budi-alone' });
  mixed = await run('mixed', { sari: 'sari', budi: 'budi', rina: 'rina' });
}, 120_000);

type Treated = { cleaned?: boolean; bleed?: readonly Bleed[] };

async function run(name: string, sounds: Record<string, string>, treated: Treated = {}) {
  const takes: RemuxedTake[] = [];
  for (const [peerId, sound] of Object.entries(sounds)) {
    const voice = { peerId, takeId: `${name}-${peerId}`, firstMs: 0, seconds };
    takes.push(await makeVoiceTake(root, { ...voice, sound: { file: at(sound) } }));
  }
  const made = await makeReady(name, takes, seconds * 1_000, treated);
  return { takes, ...made };
}

async function makeReady(
  name: string,
  takes: readonly RemuxedTake[],
  durationMs: number,
  { cleaned = true, bleed = [] }: Treated = {},
) {
  const toolsFor = async (step: string) => {
    const workDir = path.join(root, name, step);
    await mkdir(workDir, { recursive: true });
    const { signal } = new AbortController();
    return { workDir, signal, log: silentLog, progress: () => undefined };
  };
  const stems = await makeStems({ durationMs, takes, bleed }, await toolsFor('stems'));
  const input = { ...stems, clean: cleaned };
  return { stems, voices: await makeVoices(input, await toolsFor('voices')) };
}

const stemOf = (made: StemsOutput, peerId: string) =>
  made.stems.find((stem) => stem.peerId === peerId)!;
const voiceOf = (made: VoicesOutput, peerId: string) =>
  made.stems.find((voice) => voice.peerId === peerId)!;

/** One voice as it goes into the mix. */
async function levelled(peerId: string, made: VoicesOutput): Promise<string> {
  const { file, loudnessLufs } = voiceOf(made, peerId);
  const output = path.join(root, `levelled-${peerId}.flac`);
  const gainDb = levelStem(loudnessLufs);
  const speech = [{ file, gainDb }];
  await execute('ffmpeg', [
    '-y', ...mixArgs({ speech, screens: [], programme: { sessionMs: seconds * 1_000, cuts: [] }, file: output }),
  ]); // prettier-ignore
  return output;
}

describe('a studio and a noisy phone, in two languages', () => {
  test('are equally loud, within 1 LU', async () => {
    const raw = ['sari', 'budi'].map((name) => stemOf(mixed.stems, name).loudnessLufs!);
    expect(raw[0]! - raw[1]!).toBeGreaterThan(15);
    const [sari, budi] = [
      await loudness(await levelled('sari', mixed.voices)),
      await loudness(await levelled('budi', mixed.voices)),
    ];
    expect(Math.abs(sari.lufs - budi.lufs)).toBeLessThan(1);
    // 8 dB of headroom below what speakers are levelled to.
    expect(Math.abs(sari.lufs - -28)).toBeLessThan(1);
  });

  test('noise in pauses is at least 12 dB lower beside the voice', async () => {
    const pause = { from: 26.5, seconds: 2.5 };
    const speech = { from: turns.budi[0], seconds: 7 };
    const aside = async (file: string): Promise<number> =>
      (await levelOf(file, speech)) - (await levelOf(file, pause));
    const alone = await run('room', { budi: 'budi-in-his-room' });
    for (const { stems, voices } of [alone, mixed]) {
      const before = await aside(stemOf(stems, 'budi').file);
      const after = await aside(voiceOf(voices, 'budi').file);
      expect(before).toBeLessThan(25);
      expect(after - before).toBeGreaterThan(12);
    }
  });

  test.each([250, 500, 1_000, 2_000, 4_000])(
    'their words at %i Hz are as they were, within 1 dB',
    async (hz) => {
      for (const name of ['sari', 'budi'] as const) {
        const during = { from: turns[name][0], seconds: 7 };
        const said = await bandLevel(stemOf(clean.stems, name).file, hz, during);
        const heard = await bandLevel(voiceOf(mixed.voices, name).file, hz, during);
        expect(Math.abs(heard - said)).toBeLessThan(1);
      }
    },
  ); // prettier-ignore

  test('no beginning of a word is cut, and nothing moves', async () => {
    for (const name of ['sari', 'budi'] as const) {
      const before = stemOf(mixed.stems, name).file;
      const after = voiceOf(mixed.voices, name).file;
      for (const from of turns[name]) {
        const onset = { from, seconds: 0.15 };
        const lost =
          (await bandLevel(before, 1_000, onset)) - (await bandLevel(after, 1_000, onset));
        expect(Math.abs(lost)).toBeLessThan(1);
      }
      // What the high-pass turns low tones by is within a twentieth of a millisecond.
      expect(Math.abs(await offsetSamples(before, after, turns[name][0] + 1))).toBeLessThan(3);
    }
  });

  test('the echo of another is gone, and a microphone that only hears others gets no gain', async () => {
    expect(voiceOf(mixed.voices, 'budi').hasBleed).toBe(true);
    expect(voiceOf(mixed.voices, 'sari').hasBleed).toBe(false);
    const sariSpeaks = { from: turns.sari[1] + 1, seconds: 6 };
    for (const name of ['budi', 'rina']) {
      const before = await levelOf(stemOf(mixed.stems, name).file, sariSpeaks);
      const after = await levelOf(voiceOf(mixed.voices, name).file, sariSpeaks);
      expect(before - after).toBeGreaterThan(15);
    }
    expect(stemOf(mixed.stems, 'rina').loudnessLufs).not.toBeNull();
    expect(voiceOf(mixed.voices, 'rina').loudnessLufs).toBeNull();
  });

  test.each([{ cleaned: true }, { cleaned: false }])(
    'who is taken out is heard in no other microphone any more, cleaned: $cleaned',
    async ({ cleaned }) => {
      const bleed = bleedOfTakes(mixed.voices.stems, { takes: mixed.takes, events: [] });
      const left = { budi: 'budi', rina: 'rina' };
      const treated = { cleaned, bleed: bleed.get('mixed-sari')! };
      const without = await run(`without-sari-${cleaned}`, left, treated);
      for (const made of [without.stems, without.voices]) {
        for (const from of turns.sari) {
          // His fan is heard around her words.
          const [his, hers] = ['budi', 'rina'].map((name) =>
            made.stems.find(({ peerId }) => peerId === name),
          );
          expect(await levelOf(his!.file, { from: from + 0.3, seconds: 8 })).toBeLessThan(-80);
          expect(await levelOf(hers!.file, { from: from - 1, seconds: 12 })).toBeLessThan(-80);
        }
      }
      const words = { from: turns.budi[0], seconds: 7 };
      const said = await levelOf(voiceOf(mixed.voices, 'budi').file, words);
      const heard = await levelOf(voiceOf(without.voices, 'budi').file, words);
      expect(Math.abs(heard - said)).toBeLessThan(1);
      if (cleaned) expect(voiceOf(without.voices, 'rina').loudnessLufs).toBeNull();
    },
  );

  test.each([{ cleaned: true }, { cleaned: false }])(
    'whom a host silences is heard in no other microphone either, cleaned: $cleaned',
    async ({ cleaned }) => {
      const name = `silenced-${cleaned}`;
      const { voices } = await makeReady(name, mixed.takes, seconds * 1_000, { cleaned });
      const [first] = turns.sari;
      const mute = { peerId: 'sari', fromMs: (first + 1) * 1_000, toMs: (first + 4) * 1_000 };
      const programme = planProgramme(seconds * 1_000, []);
      const toolsFor = await openStepTools(path.join(root, name));
      const mix = async (mutes: readonly Mute[]) => {
        const tools = await toolsFor(`mix-${mutes.length}`);
        return (await mixStep.run({ ...voices, programme, mutes }, tools)).file;
      };
      const [before, after] = [await mix([]), await mix([mute])];
      const silenced = { from: first + 1.2, seconds: 2.6 };
      expect(await levelOf(before, silenced)).toBeGreaterThan(-40);
      expect(await levelOf(after, silenced)).toBeLessThan(-80);
      for (const from of [first, first + 5.5, turns.budi[0]]) {
        expect(await levelOf(after, { from, seconds: 0.9 })).toBeGreaterThan(-40);
      }
    },
  );

  test('a voice without noise and echo is not touched at all in the speech band', async () => {
    for (const name of ['sari', 'budi'] as const) {
      const { hasBleed, noiseDb } = voiceOf(clean.voices, name);
      expect({ hasBleed, noiseDb }).toEqual({ hasBleed: false, noiseDb: null });
      for (const hz of [125, 250, 1_000, 4_000, 8_000]) {
        const during = { from: turns[name][0], seconds: 7 };
        const before = await bandLevel(stemOf(clean.stems, name).file, hz, during);
        const after = await bandLevel(voiceOf(clean.voices, name).file, hz, during);
        expect(Math.abs(after - before)).toBeLessThan(hz === 125 ? 1 : 0.1);
      }
    }
  });

  test('a series that wants voices as they were gets them so', async () => {
    const { stems, voices } = await run('as-they-were', { budi: 'budi' }, { cleaned: false });
    expect(voiceOf(voices, 'budi').file).toBe(stemOf(stems, 'budi').file);
    expect(voiceOf(voices, 'budi').noiseDb).toBeLessThan(-50);
  });
});

test('a phone that goes away in the middle of a tone does not click', async () => {
  const sound = 'sine=frequency=300:r=48000,volume=12dB';
  const take = await makeVoiceTake(root, {
    ...{ peerId: 'putus', firstMs: 0, seconds: 8, sound },
    isSilent: (ms) => ms >= 5_000,
  });
  const { stems, voices } = await makeReady('broken-off', [take], 8_000);
  const levelAt = (file: string, from: number) =>
    bandLevel(file, 9_000, { from, seconds: 0.3 });
  const stem = stemOf(stems, 'putus').file;
  // Far above the tone: what there is of it beside a tone that goes on, and more where one is cut off.
  const steady = await levelAt(stem, 3);
  expect(await levelAt(stem, 4.9)).toBeLessThan(steady);
  expect(await levelAt(voiceOf(voices, 'putus').file, 4.9)).toBeLessThan(steady);
});
