import { expect, test } from 'vitest';
import { aTake } from '../../tests/support/a-take.ts';
import { planEditList } from '../plan/edit-list.ts';
import { choosePosterMoments } from './draw-stills.ts';

const plan = (takes: ReturnType<typeof aTake>[]) =>
  planEditList({ takes, speakers: [], durationMs: 60_000 });

test('a poster shows people rather than their cards, a little after they appear', () => {
  const rina = aTake({ peerId: 'rina', source: 'microphone', lastMs: 60_000 });
  const budi = aTake({ peerId: 'budi', source: 'camera', firstMs: 10_000, lastMs: 60_000 });
  const face = aTake({ peerId: 'rina', source: 'camera', firstMs: 30_000, lastMs: 31_600 });
  expect(choosePosterMoments(plan([rina, budi, face]))).toEqual([924]);
});

test('a session of sound has its title card', () => {
  expect(choosePosterMoments(plan([]))).toEqual([60]);
});
