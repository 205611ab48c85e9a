import type { EditEntry, Slot } from '../plan/edit-list.ts';
import { canvas, type Rect } from '../plan/layout.ts';
import { palette } from './palette.ts';
import { avatarCard, nameTag } from './person-card.ts';
import { fill, roundedRect, svg } from './shapes.ts';
import { questionCard } from './question-card.ts';
import { answerCard } from './answer-card.ts';
import { accentOf, endCard, isTitleCard, titleCard, type Titles } from './title-card.ts';

const cornerRadius = 12;

/**
 * Everything in an entry that does not move, as one picture to lay over the takes: the paper with a hole for each of
 * them, cards, name tags. Rounded corners cost nothing this way, and no text ever comes near a filter graph.
 */
export function overlaySvg(entry: EditEntry, titles: Titles): string {
  const { layout, slots } = entry;
  if (isTitleCard(entry)) return svg(canvas, titleCard(titles));
  if (layout === 'end') return svg(canvas, endCard(titles));
  if (layout === 'answer' || layout === 'title') return svg(canvas, answerCard(entry, titles));
  const accent = accentOf(titles);
  const body = slots.map((slot) => slotShapes(slot, radiusOf(slot), accent)).join('');
  return svg(canvas, paperAround(slots) + body + questionCard(entry, accent));
}

function slotShapes(slot: Slot, radius: number, accent: string): string {
  if (slot.slide) return '';
  if (!slot.picture) return avatarCard(slot.rect, slot, radius, accent);
  if (slot.picture.source === 'screen') return '';
  const { place } = slot.picture.fit;
  const bars = samePlace(place, slot.rect)
    ? ''
    : fill(roundedRect(slot.rect, radius) + roundedRect(place, 0), palette.surface);
  return bars + nameTag(slot.rect, slot, accent);
}

/** The background, with holes where a take will be. A page of slides is laid upon it. */
function paperAround(slots: readonly Slot[]): string {
  const taken = slots.filter(({ slide }) => !slide);
  const holes = taken.map((slot) => {
    const screen = slot.picture?.source === 'screen';
    const hole = screen ? slot.picture?.fit.place : undefined;
    return roundedRect(hole ?? slot.rect, radiusOf(slot));
  });
  return fill(`M0 0H${canvas.width}V${canvas.height}H0Z${holes.join('')}`, palette.paper);
}

/** A screen keeps its corners: something may be written there. What fills the canvas has none to round. */
function radiusOf({ rect, picture }: Slot): number {
  return picture?.source === 'screen' || samePlace(rect, canvas) ? 0 : cornerRadius;
}

function samePlace(a: Rect, b: Rect): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}
