import type { RecordingProof } from '../../server/protocol/recording-proof.ts';

type PersonProof = RecordingProof['people'][number];

/** What a host wants to know of one person's recording, worst news first. */
export type ProofState = 'missing' | 'not-consented' | 'saved' | 'quiet' | 'none';

export function proofState({ audio, video }: PersonProof): ProofState {
  const both = [audio, video];
  if (both.includes('missing')) return 'missing';
  if (both.includes('not-consented')) return 'not-consented';
  if (both.includes('arriving')) return 'saved';
  return both.includes('silent') ? 'quiet' : 'none';
}

/** Bars to draw, 0 to 3: sound is worth two, since an episode can do without pictures. */
export function proofBars({ audio, video }: PersonProof): number {
  return (audio === 'arriving' ? 2 : 0) + (video === 'arriving' ? 1 : 0);
}
