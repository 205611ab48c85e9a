import type { EditEntry } from '../plan/edit-list.ts';
import { canvas } from '../plan/layout.ts';
import { palette } from './palette.ts';
import { isRightToLeft } from './runs.ts';
import { fill, roundedRect, startOf, textAt } from './shapes.ts';
import { drawableText, leadingOf, wrapLines } from './typeface.ts';

const inset = 16;
const bar = 8;
/** Name tags in the lower corners stay readable. */
const tags = 72;

type Place = {
  left: number;
  width: number;
  /** Where it ends below. */
  bottom: number;
  size: number;
  padding: number;
  maxLines: number;
};

/** Over the people, or beside a screen and above whoever speaks: what is on a screen is never covered. */
function placeOf({ layout, slots }: EditEntry): Place | undefined {
  const [first, second] = slots.map(({ rect }) => rect);
  if (!first) return undefined;
  if (layout === 'screen') {
    if (!second) return undefined;
    const { x: left, width, y } = second;
    return { left, width, bottom: y - inset, size: 20, padding: 14, maxLines: 8 };
  }
  // In a row the places share their margins with the canvas; beside a strip the speaker's is the place.
  const across = layout === 'speaker' ? first : canvas;
  const lowest = layout === 'speaker' ? first : (slots.at(-1)?.rect ?? first);
  const margin = 3 * inset;
  return {
    ...{ left: across.x + margin, width: across.width - 2 * margin },
    ...{ bottom: lowest.y + lowest.height - tags, size: 34, padding: 20, maxLines: 4 },
  };
}

/** The question that is being answered. Nothing where it has no letters we can draw, or no place. */
export function questionCard(entry: EditEntry, accent: string): string {
  const text = drawableText(entry.question ?? '');
  const place = placeOf(entry);
  if (text === '' || !place) return '';
  const { left, width, bottom, size, padding, maxLines } = place;
  const textWidth = width - 2 * padding - bar;
  const lines = wrapLines(text, 700, { size, maxWidth: textWidth, maxLines });
  const lineHeight = size * 1.25 * leadingOf(text);
  const height = Math.round(lines.length * lineHeight + 2 * padding);
  const card = { x: left, y: bottom - height, width, height };
  const first = card.y + padding + size * 0.92;
  // The bar is where reading begins.
  const fromRight = isRightToLeft(text);
  const barX = fromRight ? left + width - bar : left;
  const edges = { left: left + bar + padding, right: left + width - bar - padding };
  return [
    fill(roundedRect(card, 12), palette.surface, 0.95),
    fill(roundedRect({ ...card, x: barX, width: bar }, 4), accent),
    ...lines.map((line, index) =>
      textAt(line, startOf(line, edges, fromRight), first + index * lineHeight, palette.ink),
    ),
  ].join('');
}
