import type { ReviewFacts } from '../../server/protocol/edits.ts';
import type { Envelope } from '../plan/active-speaker.ts';
import { reviewKey } from '../contract/recording-files.ts';
import type { StepTools } from '../jobs/step.ts';

type Found = Omit<ReviewFacts, 'people'> & {
  people: readonly { peerId: string; displayName: string; levels: Envelope['levels'] }[];
};

/** Keeps what a host needs to see of a session while editing its episode, where every hub can read it. */
export async function keepReview(
  { people, ...facts }: Found,
  { recordingId, store, signal }: Pick<StepTools, 'recordingId' | 'store' | 'signal'>,
): Promise<void> {
  const review: ReviewFacts = {
    ...facts,
    people: people.map(({ levels, ...person }) => ({ ...person, levels: toBytes(levels) })),
  };
  await store.put(
    reviewKey(recordingId),
    Buffer.from(JSON.stringify(review)),
    { contentType: 'application/json', cacheControl: 'private, no-store' },
    signal,
  );
}

/** dBFS from -120 to 0 in whole steps. */
const toBytes = (levels: Envelope['levels']): string =>
  Buffer.from(
    Uint8Array.from(levels, (db) => Math.max(0, Math.min(120, Math.round(db + 120)))),
  ).toString('base64');
