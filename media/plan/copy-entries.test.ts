import { expect, test } from 'vitest';
import { aTake } from '../../tests/support/a-take.ts';
import type { PictureGroup, RemuxedTake } from '../contract/remuxed-take.ts';
import { planChunks } from './chunk-plan.ts';
import { copyEntries } from './copy-entries.ts';
import { dressEntries } from './dress-entries.ts';
import { planEditList, type EditEntry } from './edit-list.ts';
import { keepEntries } from './keep-entries.ts';

/** A keyframe each two seconds, from 0.5 s on, to 61 s. */
const groups = Array.from({ length: 31 }, (_, index): PictureGroup => ({
  ...{ fromMs: 500 + 2_000 * index, pictures: 60, bytes: 375_000, longestMs: 40 },
  form: 'one',
}));
const camera = (more: Partial<RemuxedTake> = {}): RemuxedTake =>
  aTake({
    ...{ peerId: 'rina', source: 'camera', codec: 'h264', firstMs: 500, lastMs: 61_000 },
    sizes: [{ fromMs: 500, width: 1_280, height: 720 }],
    keyframesMs: groups.map(({ fromMs }) => fromMs),
    groups,
    ...more,
  });
const changed = (at: number, change: Partial<PictureGroup>): PictureGroup[] =>
  groups.map((group, index) => (index === at ? { ...group, ...change } : group));

const formless = groups.map(({ form, ...group }, index) =>
  index === 10 ? group : { ...group, ...(form === undefined ? {} : { form }) },
);

const seen = (takes: RemuxedTake[]): EditEntry[] =>
  dressEntries(planEditList({ takes, speakers: [], durationMs: 60_000 }), { answers: [] });
/** "195-1755": where pictures are copied. */
function copied(takes: RemuxedTake[], entries = seen(takes)): string[] {
  const planned = copyEntries(entries, takes).entries;
  let at = entries[0]!.startFrame;
  for (const { startFrame, endFrame } of planned) {
    expect(startFrame).toBeGreaterThanOrEqual(at);
    at = endFrame;
  }
  return planned
    .filter((entry) => entry.copied)
    .map(({ startFrame, endFrame }) => `${startFrame}-${endFrame}`);
}
const reasons = (take: RemuxedTake): string[] => [
  ...copyEntries(seen([take]), [take]).refused.keys(),
];

test('a face alone is copied from the first keyframe after its name is gone to the last', () => {
  expect(copied([camera()])).toEqual(['195-1755']);
  const [, , entry] = copyEntries(seen([camera()]), [camera()]).entries;
  expect(entry!.copied).toMatchObject({ takeId: 'rina-camera', untilMs: 58_500 });
  expect(entry!.copied!.groups.slice(0, 2)).toEqual([
    { startFrame: 195, fromMs: 6_500, pictures: 60 },
    { startFrame: 255, fromMs: 8_500, pictures: 60 },
  ]);
});

test.each<[string, RemuxedTake[]]>([
  ['VP8', [camera({ codec: 'vp8' })]],
  ['a take of which groups are not known', [camera({ groups: [] })]],
  ['two people', [camera(), camera({ peerId: 'budi', takeId: 'budi-camera' })]],
  ['another shape', [camera({ sizes: [{ fromMs: 500, width: 640, height: 480 }] })]],
  ['a smaller picture', [camera({ sizes: [{ fromMs: 500, width: 640, height: 360 }] })]],
])('%s is drawn', (_, takes) => {
  expect(copied(takes)).toEqual([]);
});

test.each<[string, Partial<RemuxedTake>]>([
  ['not plain', { groups: formless }],
  ['lost packets', { gaps: [{ fromMs: 21_000, toMs: 22_500 }] }],
  ['too few pictures', { groups: changed(10, { longestMs: 450 }) }],
  ['too many pictures', { groups: changed(10, { pictures: 90 }) }],
  ['too many bits', { groups: changed(10, { bytes: 630_000 }) }],
])('a group with %s is drawn, and those beside it are not', (reason, more) => {
  expect(copied([camera(more)])).toEqual(['195-615', '675-1755']);
  expect(reasons(camera(more))).toContain(reason);
});

test('no group is longer than a segment', () => {
  const far = groups.filter((_, index) => index < 10 || index > 12);
  expect(copied([camera({ groups: far })])).toEqual(['195-555', '795-1755']);
  expect(reasons(camera({ groups: far }))).toContain('keyframes too far apart');
});

test('less than ten seconds is drawn', () => {
  const gaps = [{ fromMs: 14_600, toMs: 16_500 }];
  expect(copied([camera({ gaps })])).toEqual(['495-1755']);
  expect(reasons(camera({ gaps }))).toContain('too short');
});

test('other parameter sets begin another stretch', () => {
  const other = groups.map((group, index) => (index < 12 ? group : { ...group, form: 'two' }));
  expect(copied([camera({ groups: other })])).toEqual(['195-735', '735-1755']);
});

test('a question, a cut and somebody who comes divide it', () => {
  const takes = [camera()];
  const entries = planEditList({ takes, speakers: [], durationMs: 60_000 });
  const answers = [{ fromMs: 20_000, toMs: 60_000, title: 'Apa?' }];
  // Read for 5.24 s.
  expect(copied(takes, dressEntries(entries, { answers }))).toEqual(['195-555', '795-1755']);
  const kept = keepEntries(entries, [{ startFrame: 900, endFrame: 1_000 }]);
  expect(copied(takes, dressEntries(kept, { answers: [] }))).toEqual(['195-855', '1035-1755']);
  const guest = aTake({
    peerId: 'budi',
    source: 'microphone',
    firstMs: 30_000,
    lastMs: 40_000,
  });
  expect(copied([...takes, guest])).toEqual(['195-855', '1395-1755']);
});

test('chunks are divided at keyframes, before the grid, and name the groups that they have', () => {
  const takes = [camera()];
  const chunks = planChunks(copyEntries(seen(takes), takes).entries);
  const parts = chunks.map(({ parts: each }) =>
    each.map(({ startFrame, frames, copied: of }) => [startFrame, frames, of?.groups.length]),
  );
  expect(parts).toEqual([
    [
      [0, 150, undefined],
      [150, 45, undefined],
      [195, 480, 8],
    ],
    [[675, 720, 12]],
    [
      [1_395, 360, 6],
      [1_755, 45, undefined],
    ],
  ]);
  expect(chunks[0]!.parts[2]!.copied!.untilMs).toBe(22_500);
  expect(chunks[2]!.parts[0]!.copied!.untilMs).toBe(58_500);
});

test('what a cut does not touch stays as it was', () => {
  const takes = [camera()];
  const entries = planEditList({ takes, speakers: [], durationMs: 60_000 });
  const partsWith = (cuts: { startFrame: number; endFrame: number }[]): string[] =>
    planChunks(
      copyEntries(dressEntries(keepEntries(entries, cuts), { answers: [] }), takes).entries,
    ).flatMap(({ parts }) =>
      parts.map(({ startFrame, copied: of }) => JSON.stringify([startFrame, of])),
    );
  const whole = partsWith([]);
  const cut = partsWith([{ startFrame: 1_500, endFrame: 1_520 }]);
  expect(cut.slice(0, 4)).toEqual(whole.slice(0, 4));
});
