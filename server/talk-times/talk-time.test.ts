import { expect, test } from 'vitest';
import { hear, voicesIn, type TalkTime } from './talk-time.ts';

/** A voice measured at each of these moments. */
function hearAll(moments: readonly number[]): TalkTime {
  let time: TalkTime | undefined;
  for (const atMs of moments) time = hear(time, atMs);
  if (!time) throw new Error('nothing was heard');
  return time;
}

/** Four times a second, from the first quarter on. */
const voice = (fromMs: number, toMs: number): number[] =>
  Array.from({ length: (toMs - fromMs) / 250 }, (_, at) => fromMs + (at + 1) * 250);

test.each([
  { name: 'a minute', moments: voice(0, 60_000), spokenMs: 60_000, lastMs: 60_000 },
  { name: 'a cough', moments: voice(5_000, 5_750), spokenMs: 0, lastMs: undefined },
  { name: 'a word of a second', moments: voice(5_000, 6_000), spokenMs: 1_000, lastMs: 6_000 },
  {
    name: 'coughs far apart',
    moments: [...voice(0, 500), ...voice(10_000, 10_500), ...voice(20_000, 20_500)],
    spokenMs: 0,
    lastMs: undefined,
  },
  {
    name: 'a breath counts in',
    moments: [...voice(0, 2_000), ...voice(3_000, 5_000)],
    spokenMs: 5_000,
    lastMs: 5_000,
  },
  {
    name: 'a pause does not',
    moments: [...voice(0, 2_000), ...voice(10_000, 13_000)],
    spokenMs: 5_000,
    lastMs: 13_000,
  },
  {
    name: 'a cough long after adds nothing, nor is it when last',
    moments: [...voice(0, 2_000), ...voice(10_000, 10_500)],
    spokenMs: 2_000,
    lastMs: 2_000,
  },
  {
    name: 'measurements that come late and together',
    moments: [1_000, 1_000, 1_000, 2_000],
    spokenMs: 1_250,
    lastMs: 2_000,
  },
  {
    name: 'a clock that was set back',
    moments: [...voice(60_000, 62_000), ...voice(10_000, 12_000)],
    spokenMs: 4_000,
    lastMs: 12_000,
  },
])('$name', ({ moments, spokenMs, lastMs }) => {
  expect(hearAll(moments)).toMatchObject({ spokenMs, lastMs });
});

const at = (personKey: string, dbov: number, isEcho = false) => ({ personKey, dbov, isEcho });

test.each([
  { name: 'nobody', measured: [], voices: [] },
  { name: 'a fan', measured: [at('a', -58)], voices: [] },
  {
    name: 'two at once',
    measured: [at('a', -20), at('b', -32)],
    voices: ['a', 'b'],
  },
  {
    name: 'one voice in the microphone of a neighbour too',
    measured: [at('a', -20), at('b', -40)],
    voices: ['a'],
  },
  { name: 'an echo', measured: [at('a', -20), at('b', -28, true)], voices: ['a'] },
  { name: 'who has an echo, speaking', measured: [at('b', -28, true)], voices: ['b'] },
  { name: 'one person twice', measured: [at('a', -20), at('a', -25)], voices: ['a'] },
])('whose voice it is: $name', ({ measured, voices }) => {
  expect([...voicesIn(measured)]).toEqual(voices);
});
