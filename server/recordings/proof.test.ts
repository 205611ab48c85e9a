import { expect, test } from 'vitest';
import { provePeople, type Evidence } from './proof.ts';

const nowUs = 100_000_000;
/** Microphone of Ani, captured for a minute, last written this many seconds ago. */
function microphone(secondsAgo: number, given: Partial<Evidence> = {}): Evidence {
  const lastWriteUs = nowUs - secondsAgo * 1e6;
  return {
    ...{ peerId: 'ani', kind: 'audio', source: 'microphone', paused: false, isConsented: true },
    take: { sinceUs: nowUs - 60e6, lastWriteUs, bytes: 1_000 },
    ...given,
  };
}
const camera = (secondsAgo: number): Evidence =>
  microphone(secondsAgo, { kind: 'video', source: 'camera' });
const screen = (secondsAgo: number): Evidence =>
  microphone(secondsAgo, { kind: 'video', source: 'screen' });

test.each<[string, Evidence, string]>([
  ['bytes a second ago', microphone(1), 'arriving'],
  ['nothing for four seconds', microphone(4), 'missing'],
  ['muted', microphone(60, { paused: true }), 'silent'],
  ['no consent', microphone(1, { isConsented: false }), 'not-consented'],
  ['not captured although it should be', microphone(1, { take: undefined }), 'missing'],
  [
    'captured for a second, nothing yet',
    microphone(0, { take: { sinceUs: nowUs - 1e6, lastWriteUs: 0, bytes: 0 } }),
    'silent',
  ],
])('%s', (_, evidence, audio) => {
  expect(provePeople([evidence], new Map(), nowUs)).toMatchObject([{ audio, video: 'none' }]);
});

test('a screen may stand still for half a minute', () => {
  const video = (secondsAgo: number) =>
    provePeople([screen(secondsAgo)], new Map(), nowUs)[0]!.video;
  expect([video(1), video(20), video(40)]).toEqual(['arriving', 'silent', 'missing']);
});

test('of several things of a person, the worst news counts; bytes add up', () => {
  const ended = new Map([['ani', 500]]);
  const [person] = provePeople([microphone(1), camera(9), screen(1)], ended, nowUs);
  expect(person).toEqual({ peerId: 'ani', audio: 'arriving', video: 'missing', bytes: 3_500 });
});
