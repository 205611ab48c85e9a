import { expect, test } from 'vitest';
import { purgeOfSession, purgeOfTakes, purgeOfWithdrawal } from './purge.ts';

const dueAt = new Date('2026-11-28T12:30:00Z');

test('of a session, everything below its own names is purged, of its practices too', () => {
  const left = { sessionId: 's', recordingIds: ['r', 'p'], episodeId: 'e' };
  expect(purgeOfSession(left, dueAt)).toMatchObject({
    recordingIds: ['r', 'p'],
    revision: undefined,
    prefixes: [
      'slides/s/',
      'answers/s/',
      'episodes/e/',
      ...['recordings/r/', 'practices/r/', 'reviews/r.json'],
      ...['recordings/p/', 'practices/p/', 'reviews/p.json'],
    ],
    folders: ['r', 'p'],
    dueAt,
  });
});

test('of a session that was never recorded, its slides are purged', () => {
  const left = { sessionId: 's', recordingIds: [], episodeId: undefined };
  expect(purgeOfSession(left, dueAt)).toMatchObject({
    ...{ prefixes: ['slides/s/', 'answers/s/'], folders: [] },
  });
});

test('of a withdrawal, the takes are purged and what earlier revisions published, not what is made now', () => {
  const left = { recordingId: 'r', takeIds: ['a', 'b'], sounds: ['answers/s/q.flac'] };
  const made = { episodeId: 'e', revision: 3 };
  expect(purgeOfWithdrawal({ ...left, ...made }, dueAt)).toMatchObject({
    recordingIds: ['r'],
    revision: 3,
    prefixes: [
      'recordings/r/takes/a/',
      'recordings/r/takes/b/',
      'answers/s/q.flac',
      ...['recordings/r/drawing/1/', 'recordings/r/drawing/2/'],
      'episodes/e/1-',
      'episodes/e/2-',
    ],
    folders: ['r/takes/a', 'r/takes/b'],
  });
});

test('of takes whose time is over, all that was recorded is purged, and nothing that is published', () => {
  const stale = ['episodes/e/1-a/audio.mp3'];
  expect(purgeOfTakes({ recordingId: 'r', stale }, dueAt)).toMatchObject({
    prefixes: ['recordings/r/', ...stale],
    folders: ['r'],
  });
});

test('of a withdrawal after which no other episode can be made, all of it is purged', () => {
  const left = { recordingId: 'r', takeIds: [], sounds: [] };
  const none = { episodeId: 'e', revision: undefined };
  expect(purgeOfWithdrawal({ ...left, ...none }, dueAt)).toMatchObject({
    ...{ revision: undefined, folders: [] },
    prefixes: ['recordings/r/drawing/', 'episodes/e/', 'reviews/r.json'],
  });
});
