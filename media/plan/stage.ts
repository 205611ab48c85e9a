import type { RemuxedTake } from '../contract/remuxed-take.ts';
import type { SpeakerCut } from './active-speaker.ts';
import { toFrame } from './frame-grid.ts';
import type { SlideShown } from './slides.ts';
import { joinStretches, withoutStretches, type Stretch } from './stretches.ts';

/** A take that may be shown, in frames of the grid. Before its first own frame and after its last it stands still. */
export type Showing = { takeId: string; peerId: string; fromFrame: number; toFrame: number };

export type PersonOnStage = { peerId: string; displayName: string };

/** Who and what there is to see, frame by frame. */
export type Stage = {
  /** Every frame at which the answers below may change, in no order. */
  changes: number[];
  /** False for a session of sound alone. */
  hasPictures: boolean;
  /** In the order in which they first came. */
  peopleAt(frame: number): PersonOnStage[];
  cameraAt(frame: number, peerId: string): Showing | undefined;
  /** The screen shared last, of those shared now. */
  screenAt(frame: number): Showing | undefined;
  /** The page of slides, unless a screen was shared since it came. */
  slideAt(frame: number): SlideShown | undefined;
  /** Of those present, who spoke last; at first, whoever came first. */
  speakerAt(frame: number): PersonOnStage | undefined;
};

/** A camera without a frame for longer than this is off; shorter, its last picture stands still. */
const stillMs = 3_000;
/** A reload or a bad network takes this long; the seat is kept, so the others need not move. */
const absenceMs = 10_000;
/** Between a pause and the packets lost around it. */
const holeBridgeMs = 500;
/** The last frame is shown for as long as a frame lasts. */
const frameMs = 1_000 / 30;

export function createStage(
  takes: readonly RemuxedTake[],
  speakers: readonly SpeakerCut[],
  slides: readonly SlideShown[] = [],
): Stage {
  const people = listPeople(takes);
  const cameras = people.flatMap(({ peerId }) => findCameraShowings(takes, peerId));
  const screens = takes.filter(({ source }) => source === 'screen').flatMap(findScreenShowings);
  const cuts = speakers.map(({ fromMs, peerId }) => ({ frame: toFrame(fromMs), peerId }));
  const pages = slides.map((slide) => ({ ...toFrames(slide), slide }));
  const covers = (frame: number) => (showing: { fromFrame: number; toFrame: number }) =>
    showing.fromFrame <= frame && frame < showing.toFrame;

  const peopleAt = (frame: number): PersonOnStage[] =>
    people.filter(({ presence }) => presence.some(covers(frame)));

  const screenAt = (frame: number): Showing | undefined =>
    screens.filter(covers(frame)).toSorted((a, b) => b.fromFrame - a.fromFrame)[0];

  return {
    changes: [
      ...[
        ...people.flatMap(({ presence }) => presence),
        ...cameras,
        ...screens,
        ...pages,
      ].flatMap(({ fromFrame, toFrame }) => [fromFrame, toFrame]),
      ...cuts.map(({ frame }) => frame),
    ],
    hasPictures: cameras.length + screens.length + pages.length > 0,
    peopleAt,
    cameraAt: (frame, peerId) =>
      cameras.find((showing) => showing.peerId === peerId && covers(frame)(showing)),
    screenAt,
    slideAt: (frame) => {
      const page = pages.findLast(covers(frame));
      const screen = screenAt(frame);
      return page && screen && screen.fromFrame > page.fromFrame ? undefined : page?.slide;
    },
    speakerAt: (frame) => {
      const present = peopleAt(frame);
      for (const cut of cuts.toReversed()) {
        if (cut.frame > frame) continue;
        const speaker = present.find(({ peerId }) => peerId === cut.peerId);
        if (speaker) return speaker;
      }
      return present[0];
    },
  };
}

function listPeople(takes: readonly RemuxedTake[]) {
  const own = takes.filter(({ source }) => source === 'camera' || source === 'microphone');
  const byArrival = own.toSorted((a, b) => a.firstMs - b.firstMs);
  return [...new Set(byArrival.map(({ peerId }) => peerId))].map((peerId) => {
    const theirs = byArrival.filter((take) => take.peerId === peerId);
    return {
      peerId,
      // The name they left with: some people correct a typing error on the way.
      displayName: theirs.at(-1)?.displayName ?? '',
      presence: joinStretches(theirs.map(wholeTake), absenceMs).map(toFrames),
    };
  });
}

function findCameraShowings(takes: readonly RemuxedTake[], peerId: string): Showing[] {
  const showings = takes
    .filter((take) => take.peerId === peerId && take.source === 'camera' && take.frames > 0)
    .flatMap((take) => {
      const holes = joinStretches([...take.pauses, ...take.gaps], holeBridgeMs).filter(
        ({ fromMs, toMs }) => toMs - fromMs > stillMs,
      );
      return withoutStretches(wholeTake(take), holes).map((stretch) => ({
        ...toFrames(stretch),
        takeId: take.takeId,
        peerId,
      }));
    })
    .toSorted((a, b) => a.fromFrame - b.fromFrame);

  showings.forEach((showing, index) => {
    const next = showings[index + 1];
    if (next && next.fromFrame - showing.toFrame <= toFrame(stillMs)) {
      showing.toFrame = next.fromFrame;
    }
  });
  return showings.filter(({ fromFrame, toFrame }) => toFrame > fromFrame);
}

/** A screen may rightly stand still for minutes, so only a pause takes it away. */
function findScreenShowings(take: RemuxedTake): Showing[] {
  const pauses = take.pauses.filter(({ fromMs, toMs }) => toMs - fromMs > stillMs);
  if (take.frames === 0) return [];
  return withoutStretches(wholeTake(take), pauses).map((stretch) => ({
    ...toFrames(stretch),
    takeId: take.takeId,
    peerId: take.peerId,
  }));
}

function wholeTake({ firstMs, lastMs }: RemuxedTake): Stretch {
  return { fromMs: Math.max(0, firstMs), toMs: lastMs + frameMs };
}

function toFrames({ fromMs, toMs }: Stretch): { fromFrame: number; toFrame: number } {
  return { fromFrame: toFrame(fromMs), toFrame: toFrame(toMs) };
}
