import { expect, test } from 'vitest';
import { applyToHands, type HandsView } from './hands-store.ts';

const none: HandsView = { hands: [], mine: undefined };
const mine = { place: 2, reason: 'Bab dua' };

test("the list and one's own hand follow their notices, and nothing else", () => {
  const raisedAt = '2026-11-28T12:30:00Z';
  const hands = [{ peerId: 'budi', displayName: 'Budi', reason: '', raisedAt }];
  const both = applyToHands(applyToHands(none, { name: 'hands:changed', notice: { hands } }), {
    name: 'hand:changed',
    notice: { mine },
  });
  expect(both).toEqual({ hands, mine });
  expect(applyToHands(both, { name: 'room:moved', notice: {} })).toBe(both);
  expect(applyToHands(both, { name: 'hand:changed', notice: {} }).mine).toBeUndefined();
});
