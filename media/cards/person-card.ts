import type { Rect } from '../plan/layout.ts';
import { initialsOf } from './initials.ts';
import { discColour, palette } from './palette.ts';
import { fill, roundedRect, textAt } from './shapes.ts';
import { drawableText, drawLine, fitLine } from './typeface.ts';

/** Cards lower than this have no room for the name below the disc: it goes into the corner, as on a picture. */
const tallCard = 240;

type Person = { peerId: string; displayName: string; isNew?: boolean; isKnown?: boolean };
type Tagged = Pick<Person, 'displayName' | 'isNew' | 'isKnown'>;

/** The card in place of a camera that is off: initials on a disc, and the name. */
export function avatarCard(rect: Rect, person: Person, radius: number, accent: string): string {
  const named = rect.height >= tallCard;
  const disc = Math.min(rect.height * (named ? 0.2 : 0.27), rect.width * 0.22);
  const centre = {
    x: rect.x + rect.width / 2,
    y: rect.y + rect.height * (named ? 0.43 : 0.39),
  };
  return [
    fill(roundedRect(rect, radius), palette.surface),
    `<circle cx="${centre.x}" cy="${centre.y}" r="${disc.toFixed(1)}" fill="${discColour(person.peerId)}"/>`,
    initials(centre, disc, person.displayName),
    named
      ? centredName(rect, centre.y + disc, person.displayName)
      : nameTag(rect, person, accent),
  ].join('');
}

/**
 * The name in the lower left corner of a picture: large, with a bar of the series' colour, while its person is new. Nothing of
 * somebody known, and for a name that cannot be drawn.
 */
export function nameTag(
  rect: Rect,
  { displayName, isNew = false, isKnown }: Tagged,
  accent: string,
): string {
  const text = drawableText(displayName);
  if (text === '' || isKnown) return '';
  const large = rect.width >= 480;
  const size = (large ? 26 : 20) * (isNew ? 1.5 : 1);
  const inset = large ? 16 : 8;
  const padding = large ? 14 : 9;
  const line = fitLine(text, 700, {
    size,
    minSize: large ? 22 : 16,
    maxWidth: Math.min(rect.width, 900) - 2 * (inset + padding),
  });
  const height = Math.round(size * 1.65);
  const tag: Rect = {
    x: rect.x + inset,
    y: rect.y + rect.height - inset - height,
    width: line.width + 2 * padding,
    height,
  };
  const baseline = tag.y + height / 2 + line.size * capitalsHalf;
  const bar = { ...tag, width: padding / 2 };
  return (
    fill(roundedRect(tag, 10), palette.paper, 0.82) +
    (isNew ? fill(roundedRect(bar, 3), accent) : '') +
    textAt(line, tag.x + padding, baseline, palette.ink)
  );
}

/** Half the height of capitals, as a share of the size: centres a line on its letters. */
const capitalsHalf = 0.334;

function initials(centre: { x: number; y: number }, disc: number, name: string): string {
  const text = initialsOf(name);
  if (text === '') return silhouette(centre, disc);
  const line = drawLine(text, 700, disc * 0.86);
  return textAt(
    line,
    centre.x - line.width / 2,
    centre.y + disc * 0.86 * capitalsHalf,
    '#FFFFFF',
  );
}

/** Head and shoulders, for someone whose name our letters cannot write. */
function silhouette({ x, y }: { x: number; y: number }, disc: number): string {
  const head = disc * 0.28;
  const wide = disc * 0.5;
  const shoulders = `M${x - wide} ${y + disc * 0.56}A${wide} ${wide} 0 0 1 ${x + wide} ${y + disc * 0.56}Z`;
  return `<circle cx="${x}" cy="${y - disc * 0.26}" r="${head}" fill="#FFFFFF"/>${fill(shoulders, '#FFFFFF')}`;
}

function centredName(rect: Rect, below: number, name: string): string {
  const text = drawableText(name);
  if (text === '') return '';
  const size = Math.min(44, rect.height * 0.09);
  const line = fitLine(text, 700, { size, minSize: 22, maxWidth: rect.width * 0.86 });
  const x = rect.x + (rect.width - line.width) / 2;
  return textAt(line, x, below + rect.height * 0.06 + line.size, palette.ink);
}
