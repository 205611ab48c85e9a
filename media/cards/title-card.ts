import type { EditEntry } from '../plan/edit-list.ts';
import { canvas, type Rect } from '../plan/layout.ts';
import { palette } from './palette.ts';
import { isRightToLeft } from './runs.ts';
import { fill, startOf, textAt } from './shapes.ts';
import { drawableText, fitLine, leadingOf, wrapLines, type Line } from './typeface.ts';

/** What stands on a title card. Any of it may be beyond our letters; then its line stays empty. */
export type Titles = {
  libraryName: string;
  seriesTitle: string;
  sessionTitle: string;
  /** Of the series' cover in the object store. */
  coverKey: string | undefined;
  /** The series' colour, `#rrggbb`: see coverAccent. Gold where there is none. */
  accent?: string | undefined;
};

export const accentOf = ({ accent = palette.gold }: Pick<Titles, 'accent'>): string => accent;

const left = 112;
const coverSize = 376;

/** The largest words on a card: the session's title, or its series' where nothing of it can be drawn. */
export const nameOf = ({ sessionTitle, seriesTitle }: Titles): string =>
  drawableText(sessionTitle) || drawableText(seriesTitle);

/** Of the cover, which is square, drawn over the card: behind the text, on whichever side that ends. */
export function coverPlaceOf(titles: Titles): Rect {
  const x = isRightToLeft(nameOf(titles)) ? left : canvas.width - left - coverSize;
  return { x, y: 172, width: coverSize, height: coverSize };
}

/** Whether an entry is its title card: of sound alone, a question that is being answered takes its place. */
export const isTitleCard = ({ layout, question = '' }: EditEntry): boolean =>
  layout === 'title' && drawableText(question) === '';

/** The card of a session without pictures, of moments in which nobody is on stage, and of a programme's beginning. */
export function titleCard(titles: Titles): string {
  const long = drawableText(titles.sessionTitle).length > 60 || titles.coverKey !== undefined;
  return card(titles, long ? 56 : 72);
}

/** The card of a programme's last moments: the same, the session in smaller letters. */
export function endCard(titles: Titles): string {
  return card(titles, 44);
}

function card(titles: Titles, size: number): string {
  const { libraryName, seriesTitle, coverKey, accent } = titles;
  const text = nameOf(titles);
  const fromRight = isRightToLeft(text);
  const besideCover = coverKey === undefined ? 0 : coverSize + 48;
  const edges = {
    left: left + (fromRight ? besideCover : 0),
    right: canvas.width - left - (fromRight ? 0 : besideCover),
  };
  const at = (line: Line): number => startOf(line, edges, fromRight);
  const maxWidth = edges.right - edges.left;
  const maxLines = coverKey === undefined ? 3 : 5;
  const lines = wrapLines(text, 700, { size, maxWidth, maxLines });
  const lineHeight = size * 1.18 * leadingOf(text);
  const middle = canvas.height * 0.54;
  const first = middle - (lines.length * lineHeight) / 2 + size * 0.8;
  const small = { size: 34, minSize: 26, maxWidth };
  const above = drawableText(seriesTitle);
  const series = fitLine(above === text ? '' : above, 700, small);
  const library = fitLine(drawableText(libraryName), 400, { ...small, size: 30 });

  return [
    fill(`M0 0H${canvas.width}V${canvas.height}H0Z`, palette.paper),
    roof(fromRight ? edges.right - roofWidth : left, 120, accentOf({ accent })),
    textAt(series, at(series), first - size - 28, accentOf({ accent })),
    ...lines.map((line, index) =>
      textAt(line, at(line), first + index * lineHeight, palette.ink),
    ),
    textAt(library, at(library), canvas.height - 84, palette.muted),
  ].join('');
}

/** Of the roof, in pixels. */
export const roofWidth = 132;

/** The sweep of a gonjong roof: two lines that sag in the middle and rise to the tips. */
export function roof(x: number, y: number, colour: string): string {
  const sweep = (inset: number, drop: number, thick: number): string => {
    const width = roofWidth - 2 * inset;
    const from = x + inset;
    return (
      `M${from} ${y - 34 + drop}C${from + width * 0.2} ${y + drop} ${from + width * 0.8} ${y + drop} ${from + width} ${y - 34 + drop}` +
      `C${from + width * 0.8} ${y + thick + drop} ${from + width * 0.2} ${y + thick + drop} ${from} ${y - 34 + drop}Z`
    );
  };
  return fill(sweep(0, 0, 12), colour) + fill(sweep(24, 22, 10), colour, 0.6);
}
