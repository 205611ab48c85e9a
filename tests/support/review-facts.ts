import { reviewKey } from '../../media/contract/recording-files.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import type { ReviewFacts } from '../../server/protocol/edits.ts';

/** Puts what the pipeline found out about a recording where it leaves it for its host. */
export async function keepReviewFacts(
  objects: ObjectStore,
  recordingId: string,
  facts: ReviewFacts,
): Promise<void> {
  await objects.put(reviewKey(recordingId), Buffer.from(JSON.stringify(facts)), {
    ...{ contentType: 'application/json', cacheControl: 'private, no-store' },
  });
}
