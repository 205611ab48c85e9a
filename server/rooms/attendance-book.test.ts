import { expect, test } from 'vitest';
import { silentLog } from '../platform/log.ts';
import { createAttendanceBook } from './attendance-book.ts';

const stay = (attendanceId: string) => ({
  attendanceId,
  sessionId: 's',
  peerId: 'p',
  displayName: 'Budi',
  role: 'listener',
  joinedAt: new Date(0),
});

function repository() {
  const state = { away: false, written: [] as string[] };
  const write = (line: string): Promise<void> => {
    if (state.away) return Promise.reject(new Error('away'));
    state.written.push(line);
    return Promise.resolve();
  };
  return {
    state,
    joined: ({ attendanceId }: { attendanceId: string }) => write(`joined ${attendanceId}`),
    left: (attendanceId: string) => write(`left ${attendanceId}`),
  };
}

test('what could not be written is written later, in order, once', async () => {
  const store = repository();
  const book = createAttendanceBook(store, silentLog);
  store.state.away = true;
  book.joined(stay('a'));
  book.left('a', new Date(1));
  await book.settle();
  expect(store.state.written).toEqual([]);
  store.state.away = false;
  book.joined(stay('b'));
  await book.settle();
  expect(store.state.written).toEqual(['joined a', 'left a', 'joined b']);
});

test('a database that stays away costs the oldest entries, not the memory', async () => {
  const store = repository();
  const book = createAttendanceBook(store, silentLog);
  store.state.away = true;
  for (let i = 0; i < 5010; i += 1) book.joined(stay(`${i}`));
  await book.settle();
  store.state.away = false;
  await book.settle();
  expect(store.state.written).toHaveLength(5000);
  expect(store.state.written[0]).toBe('joined 10');
});
