import type { RemuxedTake } from '../contract/remuxed-take.ts';
import { findActiveSpeakers, type Envelope, type SpeakerCut } from '../plan/active-speaker.ts';
import { planEditList, type EditEntry } from '../plan/edit-list.ts';
import type { SlideShown } from '../plan/slides.ts';
import { readLevels } from './levels-file.ts';

/** What a stem tells about who spoke when. */
export type SpokenStem = {
  peerId: string;
  /** File of float32 (little endian) dBFS, ten a second over the whole session. */
  envelope: string;
  /** Integrated; absent or null where there was only silence. */
  loudnessLufs?: number | null;
};

export type Arranging = {
  durationMs: number;
  takes: readonly RemuxedTake[];
  stems: readonly SpokenStem[];
  /** From listSlides; absent where none were shown. */
  slides?: readonly SlideShown[];
};

export type Arranged = {
  entries: EditEntry[];
  speakers: SpeakerCut[];
  envelopes: Envelope[];
};

/** Decides who is seen when, from what was heard and sent: the same of a session that goes on, as far as it has come. */
export async function arrangePictures({
  durationMs,
  takes,
  stems,
  slides,
}: Arranging): Promise<Arranged> {
  const envelopes = await Promise.all(stems.map(readEnvelope));
  const speakers = findActiveSpeakers(envelopes);
  const entries = planEditList({
    takes: takes.map(withStills),
    speakers,
    durationMs,
    ...(slides ? { slides } : {}),
  });
  return { entries, speakers, envelopes };
}

export async function readEnvelope({
  peerId,
  envelope,
  loudnessLufs,
}: SpokenStem): Promise<Envelope> {
  const levels = await readLevels(envelope);
  if (loudnessLufs == null) return { peerId, levels };
  // In whole steps: as a session goes on, a tenth more or less would put old cuts elsewhere.
  return { peerId, levels, loudnessLufs: Math.round(loudnessLufs) };
}

/** A camera that sent nothing for a while, though nobody paused it, counts as off for that while. */
function withStills(take: RemuxedTake): RemuxedTake {
  if (take.source !== 'camera') return take;
  return { ...take, gaps: [...take.gaps, ...take.breaks] };
}
