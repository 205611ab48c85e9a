import { expect, test } from 'vitest';
import { aTake } from '../../tests/support/a-take.ts';
import type { PictureGroup, RemuxedTake } from '../contract/remuxed-take.ts';
import { findActiveSpeakers, windowMs, type Envelope } from '../plan/active-speaker.ts';
import { planChunks } from '../plan/chunk-plan.ts';
import { noClips } from '../plan/clips.ts';
import { copyEntries } from '../plan/copy-entries.ts';
import { planEditList } from '../plan/edit-list.ts';
import { showEntries } from '../plan/show-entries.ts';
import { settledChunks } from './when.ts';

/** A session of six minutes: who is there when, with which camera, who speaks when, and what is answered. */
type Evening = { takes: RemuxedTake[]; envelopes: Envelope[]; questionsMs: number[] };

const lengthMs = 360_000;

/** The same numbers for the same seed. */
function createDice(seed: number) {
  let state = seed * 7_919 + 1;
  return (below: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return Math.floor((below * state) / 2_147_483_647);
  };
}

/** A keyframe every two seconds or so; now and then something is lost, or the parameter sets change. */
function someGroups(firstMs: number, lastMs: number, dice: (below: number) => number) {
  const groups: PictureGroup[] = [];
  for (let fromMs = firstMs; fromMs < lastMs; fromMs += 1_900 + dice(150)) {
    const about = { pictures: 57, bytes: 100_000, longestMs: dice(20) === 0 ? 900 : 40 };
    groups.push({ fromMs, ...about, form: `${Math.floor((fromMs - firstMs) / 70_000)}` });
  }
  return groups;
}

function anEvening(seed: number): Evening {
  const dice = createDice(seed);
  const peers = ['ani', 'budi', 'citra', 'dewi', 'eko'].slice(0, 2 + dice(4));
  const takes = peers.flatMap((peerId) => {
    const firstMs = dice(100_000);
    const leavesMs = dice(2) === 0 ? lengthMs : firstMs + 60_000 + dice(200_000);
    const lastMs = Math.min(lengthMs, leavesMs);
    const offMs = firstMs + dice(120_000);
    const turnedMs = firstMs + dice(200_000);
    const camera = {
      pauses: [{ fromMs: offMs, toMs: offMs + dice(30_000) }],
      gaps: [{ fromMs: turnedMs, toMs: turnedMs + dice(6_000) }],
      sizes: [
        { fromMs: firstMs, width: 1_280, height: 720 },
        { fromMs: turnedMs, width: 360, height: 640 },
      ],
    };
    if (dice(2) === 0) {
      Object.assign(camera, { codec: 'h264', sizes: camera.sizes.slice(0, 1) });
      Object.assign(camera, { groups: someGroups(firstMs, lastMs, dice) });
    }
    return [
      aTake({ peerId, source: 'microphone', firstMs, lastMs }),
      aTake({ peerId, source: 'camera', firstMs, lastMs, ...camera }),
    ];
  });
  const envelopes = peers.map((peerId) => {
    const levels = new Float32Array(lengthMs / windowMs).fill(-70);
    for (let at = dice(300); at < levels.length; at += 20 + dice(400)) {
      const until = at + 5 + dice(150);
      levels.fill(-35 + dice(25), at, until);
      at = until;
    }
    return { peerId, levels, loudnessLufs: -22 };
  });
  const questionsMs = Array.from({ length: 3 }, () => dice(lengthMs)).toSorted((a, b) => a - b);
  return { takes, envelopes, questionsMs };
}

/** What is there of it at a moment. */
function untilNow({ takes, envelopes, questionsMs }: Evening, nowMs: number): Evening {
  const cut = (stretches: RemuxedTake['gaps']): RemuxedTake['gaps'] =>
    stretches
      .filter(({ fromMs }) => fromMs < nowMs)
      .map(({ fromMs, toMs }) => ({ fromMs, toMs: Math.min(toMs, nowMs) }));
  return {
    takes: takes
      .filter(({ firstMs }) => firstMs < nowMs)
      .map((take) => ({
        ...take,
        lastMs: Math.min(take.lastMs, nowMs),
        gaps: take.gaps.filter(({ toMs }) => toMs < nowMs),
        pauses: cut(take.pauses),
        sizes: take.sizes.filter(({ fromMs }) => fromMs < nowMs),
        ...(take.groups ? { groups: take.groups.filter(({ fromMs }) => fromMs < nowMs) } : {}),
      })),
    envelopes: envelopes.map((each) => ({
      ...each,
      levels: (each.levels as Float32Array).slice(0, nowMs / windowMs),
    })),
    questionsMs: questionsMs.filter((atMs) => atMs < nowMs),
  };
}

function partsOf({ takes, envelopes, questionsMs }: Evening, durationMs: number, all: boolean) {
  const speakers = findActiveSpeakers(envelopes);
  const answers = questionsMs.map((fromMs, index) => ({
    fromMs,
    toMs: Math.min(fromMs + 45_000, questionsMs[index + 1] ?? Infinity),
    title: `Pertanyaan ${index}: bagaimana cara meminjam buku?`,
  }));
  const shown = showEntries(planEditList({ takes, speakers, durationMs }), {
    ...{ durationMs, cuts: [], answers, clips: noClips },
  });
  const chunks = planChunks(copyEntries(shown, takes).entries);
  const parts = (all ? chunks : settledChunks(chunks, durationMs)).flatMap(
    (each) => each.parts,
  );
  return parts.map(({ entry: { layout, slots, question }, ...part }) =>
    JSON.stringify({ ...part, layout, slots, question }),
  );
}

test('what is settled of a session looks the same when it has ended, whatever comes', () => {
  let settled = 0;
  let copied = 0;
  for (let seed = 0; seed < 40; seed += 1) {
    const evening = anEvening(seed);
    const whole = new Set(partsOf(evening, lengthMs, true));
    for (const nowMs of [210_000, 217_500, 241_300, 258_000, 330_000, 337_600]) {
      const parts = partsOf(untilNow(evening, nowMs), nowMs, false);
      settled += parts.length;
      copied += parts.filter((part) => part.includes('"copied"')).length;
      expect(parts.filter((part) => !whole.has(part))).toEqual([]);
    }
  }
  expect(settled).toBeGreaterThan(2_000);
  expect(copied).toBeGreaterThan(100);
});
