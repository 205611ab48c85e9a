import type { TimelineEvent } from '../contract/timeline.ts';

/** A page of slides on stage while it was being recorded, on the session clock. */
export type SlideShown = {
  fromMs: number;
  /** Infinity while nothing took it away. */
  toMs: number;
  deckId: string;
  /** The deck's. */
  title: string;
  /** Of the full-size picture, in the object store. */
  key: string;
  width: number;
  height: number;
};

type Show = Extract<TimelineEvent, { type: 'slide.show' }>;

/** What was shown when; nothing of what was rehearsed, or shown while the recording stood still. */
export function listSlides(events: readonly TimelineEvent[], zeroUs: number): SlideShown[] {
  const slides: SlideShown[] = [];
  let shown: Show | undefined;
  let isRecording = false;
  const toMs = (monoUs: number): number => Math.round((monoUs - zeroUs) / 1_000);
  const end = (monoUs: number): void => {
    const last = slides.at(-1);
    if (last?.toMs === Infinity) last.toMs = toMs(monoUs);
  };
  const begin = (monoUs: number): void => {
    end(monoUs);
    if (!shown || !isRecording) return;
    const { deckId, title, key, width, height } = shown;
    slides.push({
      fromMs: toMs(monoUs),
      toMs: Infinity,
      ...{ deckId, title, key, width, height },
    });
  };

  for (const event of events) {
    const { type, monoUs } = event;
    if (type === 'record.on') isRecording = true;
    else if (type === 'record.off' || type === 'session.end') isRecording = false;
    else if (type === 'slide.show') shown = event;
    else if (type === 'slide.hide') shown = undefined;
    else continue;
    begin(monoUs);
  }
  return slides.filter(({ fromMs, toMs: until }) => until > fromMs);
}
