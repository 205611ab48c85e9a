import { expect, test } from 'vitest';
import { AppError } from '../platform/app-error.ts';
import { createPublishedTranscripts } from './published-transcripts.ts';

const episode = { transcriptKey: 'episodes/e/1-a/transcript-b.vtt' };
const failingWith = (error: Error) =>
  createPublishedTranscripts({ objects: { read: () => Promise.reject(error) } });

test('a page goes without its words while the object store is away', async () => {
  const away = failingWith(new AppError('unavailable', 'away'));
  expect(await away.read(episode)).toEqual([]);
});

test('any other failure is not hidden', async () => {
  await expect(failingWith(new Error('torn')).read(episode)).rejects.toThrow('torn');
});
