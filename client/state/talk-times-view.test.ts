import { expect, test } from 'vitest';
import { applyTalkTimesNotice, noTalkTimes, talkTimeOf } from './talk-times-view.ts';

const wentLiveAt = '2026-11-28T12:30:00.000Z';

test('who has spoken is told with when last; who has not, is not', () => {
  const notice = { sinceMs: 0, people: [{ peerId: 'budi', spokenMs: 61_000, lastMs: 90_000 }] };
  const known = applyTalkTimesNotice(noTalkTimes, { name: 'talk-times:changed', notice });
  expect(talkTimeOf(known, 'budi', wentLiveAt)).toEqual({
    spokenMs: 61_000,
    lastAtMs: Date.parse('2026-11-28T12:31:30.000Z'),
  });
  expect(talkTimeOf(known, 'rina', wentLiveAt)).toBeUndefined();
  expect(applyTalkTimesNotice(known, { name: 'slides:hidden', notice: {} })).toBe(known);
});
