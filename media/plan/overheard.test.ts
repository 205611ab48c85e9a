import { expect, test } from 'vitest';
import { aTake } from '../../tests/support/a-take.ts';
import { heardElsewhere, talkLevels, type Spoken } from '../../tests/support/talk-levels.ts';
import { findBleed, type Heard } from './bleed.ts';
import {
  bleedOfTakes,
  drawHush,
  hushOf,
  hushOfSilenced,
  listBeneath,
  nameOverheard,
} from './overheard.ts';
import { gainHz } from './voice-gain.ts';
import { measureVoice } from './voice-level.ts';
import { planVoice } from './voice-plan.ts';

const noiseDb = -70;
const people = ['sari', 'budi', 'rina'].map((peerId) => ({ peerId }));
const heard = (levels: Float32Array): Heard => ({ levels, voice: measureVoice(levels) });
const loudest = (a: Float32Array, b: Float32Array): Float32Array =>
  a.map((db, window) => Math.max(db, b[window] ?? -Infinity));

/** Budi hears Sari from a loudspeaker and speaks himself, once into her words. Rina hears her and says nothing. */
const sari = talkLevels(60, [{ from: 2, to: 20, db: -28 }, { from: 40, to: 55, db: -28 }], noiseDb); // prettier-ignore
const later = (spoken: Spoken): Float32Array =>
  heardElsewhere(talkLevels(60, [spoken], noiseDb), { windowsLater: 150, lowerDb: 0, noiseDb });
const budi = [
  later({ from: 19, to: 35, db: -32 }),
  later({ from: 42, to: 43, db: -36 }),
  heardElsewhere(sari, { windowsLater: 9, lowerDb: 24, noiseDb }),
].reduce(loudest);
const rina = heardElsewhere(sari, { windowsLater: 12, lowerDb: 14, noiseDb });
const voices = [sari, budi, rina].map(heard);
const overheard = findBleed(voices).map((paths, at) =>
  nameOverheard(planVoice(voices, at, paths)?.overheard, people),
);
const found = people.map(({ peerId }, at) => ({ peerId, overheard: overheard[at] ?? [] }));
const isIn = (seconds: number, stretches: readonly { fromMs: number; toMs: number }[]) =>
  stretches.some(({ fromMs, toMs }) => seconds * 1_000 >= fromMs && seconds * 1_000 < toMs);

test('where one heard only another, from the first of those words to the last; not where they spoke themselves', () => {
  expect(overheard[0]).toEqual([]);
  const inBudi = overheard[1]!.find(({ peerId }) => peerId === 'sari')!.stretches;
  for (const at of [2.2, 10, 19.9, 41, 44, 49, 55]) expect(isIn(at, inBudi)).toBe(true);
  for (const at of [0.5, 22, 30, 37.9, 45, 45.9, 57]) expect(isIn(at, inBudi)).toBe(false);
  const beneath = overheard[1]!.find(({ peerId }) => peerId === 'sari')!.beneath;
  for (const at of [45.2, 45.8]) expect(isIn(at, beneath)).toBe(true);
  for (const at of [2.2, 10, 19, 30, 41, 49]) expect(isIn(at, beneath)).toBe(false);
  const inRina = overheard[2]!.find(({ peerId }) => peerId === 'sari')!.stretches;
  for (const at of [2.2, 10, 20, 41, 46.5, 55]) expect(isIn(at, inRina)).toBe(true);
  for (const at of [0.5, 30, 57]) expect(isIn(at, inRina)).toBe(false);
});

test('is kept by the take that was heard: of one that let nothing be heard nothing, of one that was not kept not even that', () => {
  const takes = [
    aTake({ peerId: 'sari', source: 'microphone', takeId: 'early', lastMs: 20_000 }),
    aTake({ peerId: 'sari', source: 'microphone', takeId: 'late', firstMs: 39_000, lastMs: 60_000 }),
    aTake({ peerId: 'budi', source: 'microphone', takeId: 'his', lastMs: 60_000 }),
    aTake({ peerId: 'sari', source: 'camera' }),
  ]; // prettier-ignore
  const started = (takeId: string) => ({
    ...({ type: 'take.start', seq: 0, monoUs: 0, wallMs: 0, takeId, peerId: 'sari' } as const),
    ...({ displayName: 'Sari', kind: 'audio', source: 'microphone', codec: 'opus' } as const),
    ...{ producerId: 'p', paused: true },
  });
  const events = ['early', 'muted', 'shed'].map(started);
  const bleed = bleedOfTakes(found, { takes, events, shedTakeIds: ['shed'] });
  expect([...bleed.keys()].sort()).toEqual(['early', 'his', 'late', 'muted']);
  expect(bleed.get('muted')).toEqual([]);
  expect(bleed.get('his')).toEqual([]);
  const rinaEarly = hushOf('rina', bleed.get('early')!);
  expect([isIn(10, rinaEarly), isIn(50, rinaEarly)]).toEqual([true, false]);
  const rinaLate = hushOf('rina', bleed.get('late')!);
  expect([isIn(10, rinaLate), isIn(50, rinaLate)]).toEqual([false, true]);
  expect(hushOf('sari', bleed.get('early')!)).toEqual([]);
});

test('where it lies beneath words of somebody who stays is told, near ones at once', () => {
  const beneath = [5_000, 9_000, 70_000].map((fromMs) => ({ fromMs, toMs: fromMs + 1_000 }));
  const bleed = [
    { peerId: 'budi', stretches: [], beneath },
    { peerId: 'rina', stretches: [{ fromMs: 0, toMs: 90_000 }], beneath: [] },
    { peerId: 'gone', stretches: [], beneath },
    { peerId: 'budi', stretches: [], beneath: [{ fromMs: 5_500, toMs: 6_500 }] },
  ];
  const people = new Map([['rina', 'Rina'], ['budi', 'Budi']]); // prettier-ignore
  expect(listBeneath(bleed, people)).toEqual([
    { fromMs: 5_000, toMs: 10_000, displayName: 'Budi' },
    { fromMs: 70_000, toMs: 71_000, displayName: 'Budi' },
  ]);
});

test('where a host silences somebody, so are those who only heard them, until the last of it has come over', () => {
  const mutes = [
    { peerId: 'sari', fromMs: 5_000, toMs: 8_000 },
    { peerId: 'sari', fromMs: 42_000, toMs: 50_000 },
  ];
  const [inSari, inBudi, inRina] = overheard.map((one) => hushOfSilenced(one, mutes));
  expect(inSari).toEqual([]);
  for (const at of [5.1, 7.9, 8.3, 44, 49]) expect(isIn(at, inBudi!)).toBe(true);
  // Not before or long after it, and not where Budi speaks himself.
  for (const at of [4.9, 9.1, 22, 45.5, 51.1]) expect(isIn(at, inBudi!)).toBe(false);
  for (const at of [5.1, 8.3, 45.5]) expect(isIn(at, inRina!)).toBe(true);
  const screen = mutes.map((mute) => ({ ...mute, source: 'screen-audio' as const }));
  expect(hushOfSilenced(overheard[1]!, screen)).toEqual([]);
});

test('is made silent without a click, and nothing else is touched', () => {
  const gain = drawHush([{ fromMs: 1_000, toMs: 2_000 }], 3_000);
  expect(gain.length).toBeGreaterThanOrEqual(3 * gainHz);
  const at = (seconds: number) => gain[Math.round(seconds * gainHz)];
  expect([at(0), at(0.99), at(2.01), at(2.99)]).toEqual([1, 1, 1, 1]);
  expect([at(1.02), at(1.5), at(1.97)]).toEqual([0, 0, 0]);
  for (let index = 1; index < gain.length; index += 1) {
    expect(Math.abs(gain[index]! - gain[index - 1]!)).toBeLessThan(0.3);
  }
});
