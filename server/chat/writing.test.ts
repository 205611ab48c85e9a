import { describe, expect, test } from 'vitest';
import { ChatWriters } from '../protocol/chat.ts';
import { Role } from '../protocol/words.ts';
import { mayWrite, slowMsFor, WritingPace } from './writing.ts';

describe('who may write', () => {
  const expected: Record<ChatWriters, string> = { everyone: 'hmsl', stage: 'hms', nobody: '' };
  const cases = ChatWriters.options.flatMap((writers) =>
    Role.options.map((role) => ({ writers, role })),
  );

  test.each(cases)('a $role, while it is open to $writers', ({ writers, role }) => {
    const settings = { writers, slowSeconds: 0 };
    expect(mayWrite({ role, isMuted: false }, settings)).toBe(
      expected[writers].includes(role.charAt(0)),
    );
    expect(mayWrite({ role, isMuted: true }, settings)).toBe(false);
  });

  test('slow mode does not hold up hosts and moderators', () => {
    const settings = { writers: 'everyone', slowSeconds: 30 } as const;
    expect(Role.options.map((role) => slowMsFor(role, settings))).toEqual([
      0, 0, 30_000, 30_000,
    ]);
  });
});

describe('how fast one may write', () => {
  test('in slow mode once an interval, each person for themself', () => {
    const pace = new WritingPace();
    expect(pace.take('ani', 30_000, 0)).toBeDefined();
    expect(pace.take('ani', 30_000, 29_999)).toBeUndefined();
    expect(pace.take('budi', 30_000, 10_000)).toBeDefined();
    expect(pace.take('ani', 30_000, 30_000)).toBeDefined();
    expect(pace.msSince('ani', 31_000)).toBe(1000);
    expect(pace.msSince('citra', 31_000)).toBeUndefined();
  });

  test('also without slow mode no faster than people do', () => {
    const pace = new WritingPace();
    const many = Array.from({ length: 30 }, () => pace.take('ani', 0, 0));
    expect(many.filter(Boolean)).toHaveLength(10);
    expect(pace.take('ani', 0, 1000)).toBeDefined();
  });

  test('a message that was not stored does not count, unless another one was sent since', () => {
    const pace = new WritingPace();
    pace.take('ani', 0, 1000);
    const unsay = pace.take('ani', 0, 5000);
    unsay?.();
    expect(pace.msSince('ani', 6000)).toBe(5000);
    const late = pace.take('ani', 0, 7000);
    pace.take('ani', 0, 8000);
    late?.();
    expect(pace.msSince('ani', 9000)).toBe(1000);
    const first = pace.take('budi', 60_000, 1000);
    first?.();
    expect(pace.take('budi', 60_000, 1001)).toBeDefined();
  });

  test('it is remembered as long as it may matter', () => {
    const pace = new WritingPace();
    pace.remember('ani', 1000, 2000);
    expect(pace.take('ani', 300_000, 2000)).toBeUndefined();
    pace.sweep(300_000, 200_000);
    expect(pace.msSince('ani', 200_000)).toBe(199_000);
    pace.sweep(300_000, 400_000);
    expect(pace.msSince('ani', 400_000)).toBeUndefined();
  });
});
