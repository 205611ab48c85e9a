import { json } from 'node:stream/consumers';
import { reviewKey } from '../../media/contract/recording-files.ts';
import { AppError } from '../platform/app-error.ts';
import type { ObjectStore } from '../platform/object-store.ts';
import { ReviewFacts } from '../protocol/edits.ts';

/** What the pipeline found in a recording. Throws `conflict` until its takes were looked at. */
export async function readReviewFacts(
  objects: Pick<ObjectStore, 'read'>,
  recordingId: string,
): Promise<ReviewFacts> {
  const object = await objects.read(reviewKey(recordingId));
  if (!object) {
    throw new AppError('conflict', 'The recording is still being prepared. Come back shortly.');
  }
  return ReviewFacts.parse(await json(object.body));
}
