import { expect, test } from 'vitest';
import { AppError } from '../../server/platform/app-error.ts';
import { FfmpegError } from '../ffmpeg/ffmpeg-error.ts';
import { translateS3Error } from '../../server/platform/s3-errors.ts';
import { describeFailure, isAway } from './failure-words.ts';
import { NotHere } from './not-here.ts';

const withCode = (code: string): Error => Object.assign(new Error('write failed'), { code });

test.each([
  ['disk is full', withCode('ENOSPC')],
  ['disk is full', new FfmpegError('code 1', 'av_interleaved_write: No space left on device')],
  ['disk is full', new Error('upload', { cause: withCode('ENOSPC') })],
  ['cannot be reached', new AppError('unavailable', 'S3 is away')],
  ['cannot be reached', withCode('ECONNREFUSED')],
  ['only with COPY_WHILE_LIVE', new NotHere()],
  ['storage is full', translateS3Error(withCode('XMinioStorageFull'))],
  ['was not found on the server', new FfmpegError('ffmpeg exited with code 127', '')],
  ['stood still', new FfmpegError('ffmpeg made no progress for 120 s', '')],
  ['stood still', new Error('The remuxing process made no progress for 120 s.')],
  ['could not be processed', new FfmpegError('ffmpeg exited with code 1', 'Invalid data')],
  ['Something unexpected', new Error('a bug')],
])('a host reads that "%s"', (words, error) => {
  expect(describeFailure('mix', error, 'en').error).toContain(words);
});

test('in Indonesian too, and with the technical tail for whoever is asked', () => {
  const failure = describeFailure('mix', new FfmpegError('code 1', 'Invalid data'), 'id');
  expect(failure.error).toContain('tidak dapat diolah');
  expect(failure.errorDetail).toBe('mix: code 1\nInvalid data');
});

test('what is away or full is waited for; what is lost is not', () => {
  expect(isAway(translateS3Error(withCode('XMinioStorageFull')))).toBe(true);
  expect(isAway(new AppError('unavailable', 'S3 is away'))).toBe(true);
  expect(isAway(new NotHere())).toBe(false);
  expect(isAway(new Error('The object store has lost slides/1.webp.'))).toBe(false);
});
