import type { Source } from '../../server/protocol/words.ts';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import type { SpeakerCut } from './active-speaker.ts';
import { canvas, fitPicture, gridRects, screenRects, speakerRects } from './layout.ts';
import type { Fit, Rect } from './layout.ts';
import { toFrame } from './frame-grid.ts';
import type { SlideShown } from './slides.ts';
import { createStage, type PersonOnStage, type Stage } from './stage.ts';

/** What fills one place of the picture. */
export type Slot = {
  peerId: string;
  displayName: string;
  /** The place; a card fills it. */
  rect: Rect;
  /** The take to show, or nothing: then the person's avatar card. */
  picture: { takeId: string; source: Source; fit: Fit } | undefined;
  /** A page of slides instead of either: its picture in the object store, and where on the canvas. */
  slide?: { key: string; place: Rect };
  /** First seen just now: the name is large. */
  isNew?: boolean;
  /** Fills the picture alone, and was named when it came to: the name is gone. */
  isKnown?: boolean;
};

/** One unchanging composition, from `startFrame` up to but not including `endFrame`. */
export type EditEntry = {
  startFrame: number;
  endFrame: number;
  layout: 'title' | 'full' | 'grid' | 'speaker' | 'screen' | 'end' | 'answer';
  slots: Slot[];
  /** Being answered, and shown until it can have been read. */
  question?: string;
  /** Of a spoken answer that follows the session: whose voice it is. */
  answeredBy?: string;
};

/** Shorter compositions flicker. Frames. */
export const shortestEntry = 30;
/** From this many people on, the active speaker is large and the others are a strip. */
const strongGrid = 4;
/** Six seats on stage, one of them large. */
const stripPlaces = 5;
/** Simulcast layers round their sizes: shapes this near are the same. */
const sameShape = 0.02;

export type EditListInput = {
  takes: readonly RemuxedTake[];
  /** From findActiveSpeakers. */
  speakers: readonly SpeakerCut[];
  /** From listSlides; absent where none were shown. */
  slides?: readonly SlideShown[];
  durationMs: number;
};

/**
 * Decides what is seen when: compositions in order, without holes, from 0 to the end of the session.
 *
 * The state of the stage is asked at every moment something changes; a change that comes within a second of the last
 * one waits until that second is over, and is then decided anew.
 */
export function planEditList(input: EditListInput): EditEntry[] {
  const { takes, speakers, slides, durationMs } = input;
  const stage = createStage(takes, speakers, slides);
  const endFrame = toFrame(durationMs);
  const moments = [...new Set(stage.changes)]
    .filter((frame) => frame > 0 && frame < endFrame)
    .toSorted((a, b) => a - b);

  const scenes: (Scene & Span)[] = [];
  // Who arrives within the first second was there from the start.
  let scene = compose(stage, Math.min(shortestEntry, endFrame - 1));
  let startFrame = 0;
  for (const moment of moments) {
    const cut = Math.max(moment, startFrame + shortestEntry);
    // A cut so near the end would leave a flicker behind: the picture stays.
    if (cut > endFrame - shortestEntry) break;
    const next = compose(stage, cut);
    if (sameScene(next, scene)) continue;
    scenes.push({ ...scene, startFrame, endFrame: cut });
    scene = next;
    startFrame = cut;
  }
  if (endFrame > startFrame) scenes.push({ ...scene, startFrame, endFrame });
  return scenes.flatMap((each) => fitPictures(each, takes));
}

type Span = { startFrame: number; endFrame: number };
type ScenePicture = { takeId: string; source: Source };
type SceneSlot = Omit<Slot, 'picture'> & { picture: ScenePicture | undefined };
type Scene = { layout: EditEntry['layout']; slots: SceneSlot[] };

function compose(stage: Stage, frame: number): Scene {
  const people = stage.peopleAt(frame);
  const speaker = stage.speakerAt(frame);
  const place = (person: PersonOnStage, rect: Rect): SceneSlot => {
    const camera = stage.cameraAt(frame, person.peerId);
    const picture = camera && { takeId: camera.takeId, source: 'camera' as const };
    return { peerId: person.peerId, displayName: person.displayName, rect, picture };
  };

  const slide = stage.slideAt(frame);
  if (slide) {
    const rects = screenRects(speaker !== undefined);
    const { place: within } = fitPicture(slide, rects.screen, 'contain');
    const page: SceneSlot = {
      peerId: '',
      displayName: '',
      rect: rects.screen,
      picture: undefined,
      slide: { key: slide.key, place: within },
    };
    const beside = speaker && rects.speaker ? [place(speaker, rects.speaker)] : [];
    return { layout: 'screen', slots: [page, ...beside] };
  }
  const shown = stage.screenAt(frame);
  if (shown) {
    const rects = screenRects(speaker !== undefined);
    const screen: SceneSlot = {
      peerId: shown.peerId,
      displayName: '',
      rect: rects.screen,
      picture: { takeId: shown.takeId, source: 'screen' },
    };
    const beside = speaker && rects.speaker ? [place(speaker, rects.speaker)] : [];
    return { layout: 'screen', slots: [screen, ...beside] };
  }
  if (!stage.hasPictures || !speaker) return { layout: 'title', slots: [] };
  if (people.length < strongGrid) {
    const rects = gridRects(people.length);
    const slots = people.map((person, index) => place(person, rects[index] ?? canvas));
    return { layout: people.length === 1 ? 'full' : 'grid', slots };
  }
  const others = people.filter(({ peerId }) => peerId !== speaker.peerId).slice(0, stripPlaces);
  const rects = speakerRects(others.length);
  return {
    layout: 'speaker',
    slots: [
      place(speaker, rects.speaker),
      ...others.map((person, index) => place(person, rects.strip[index] ?? canvas)),
    ],
  };
}

/** Whether the same people and pictures are seen in the same places. */
export function sameScene(a: Scene, b: Scene): boolean {
  return (
    a.layout === b.layout &&
    a.slots.length === b.slots.length &&
    a.slots.every((slot, index) => {
      const other = b.slots[index];
      return (
        other?.peerId === slot.peerId &&
        other.picture?.takeId === slot.picture?.takeId &&
        other.slide?.key === slot.slide?.key
      );
    })
  );
}

/**
 * Gives every picture its fit. Simulcast changes sizes and keeps the shape, which costs nothing; a turned phone or a
 * resized window changes the shape, and there the entry is cut in two so that nothing is ever stretched.
 */
function fitPictures(scene: Scene & Span, takes: readonly RemuxedTake[]): EditEntry[] {
  const shown = scene.slots.flatMap(({ picture }) => {
    const take = picture && takes.find(({ takeId }) => takeId === picture.takeId);
    return take ? [take] : [];
  });
  const cuts = shown
    .flatMap((take) => listShapes(take).slice(1))
    .map(({ fromFrame }) => fromFrame)
    .filter((frame) => frame > scene.startFrame && frame < scene.endFrame);
  const edges = [
    scene.startFrame,
    ...[...new Set(cuts)].toSorted((a, b) => a - b),
    scene.endFrame,
  ];

  return edges.slice(0, -1).map((startFrame, index) => ({
    layout: scene.layout,
    startFrame,
    endFrame: edges[index + 1] ?? scene.endFrame,
    slots: scene.slots.map((slot): Slot => {
      const take = takes.find(({ takeId }) => takeId === slot.picture?.takeId);
      if (!slot.picture || !take) return { ...slot, picture: undefined };
      const shapes = listShapes(take);
      const shape = shapes.findLast(({ fromFrame }) => fromFrame <= startFrame) ?? shapes[0];
      const mode = slot.picture.source === 'screen' ? 'contain' : 'cover';
      return {
        ...slot,
        picture: { ...slot.picture, fit: fitPicture(shape ?? canvas, slot.rect, mode) },
      };
    }),
  }));
}

/** The take's sizes, without those that only repeat the shape of the one before. */
function listShapes({ sizes }: RemuxedTake) {
  const shapes: { fromFrame: number; width: number; height: number }[] = [];
  for (const { fromMs, width, height } of sizes) {
    const last = shapes.at(-1);
    const aspect = width / height;
    if (last && Math.abs(last.width / last.height / aspect - 1) < sameShape) continue;
    shapes.push({ fromFrame: toFrame(fromMs), width, height });
  }
  return shapes;
}
