import type { EditEntry } from '../plan/edit-list.ts';
import { canvas } from '../plan/layout.ts';
import { palette } from './palette.ts';
import { isRightToLeft } from './runs.ts';
import { fill, startOf, textAt } from './shapes.ts';
import { accentOf, nameOf, roof, roofWidth, type Titles } from './title-card.ts';
import { drawableText, fitLine, leadingOf, wrapLines, type Line } from './typeface.ts';

const left = 112;
const size = 56;
const mostLines = 7;

/** The picture of an answer of which there is sound alone: what was asked, and who answers, where that is known. */
export function answerCard(
  { question = '', answeredBy = '' }: EditEntry,
  titles: Titles,
): string {
  const { seriesTitle, accent } = titles;
  const maxWidth = canvas.width - 2 * left;
  const text = drawableText(question) || nameOf(titles);
  const fromRight = isRightToLeft(text);
  const lineHeight = size * 1.2 * leadingOf(text);
  const right = canvas.width - left;
  const at = (line: Line, inset = 0): number =>
    startOf(line, { left: left + inset, right: right - inset }, fromRight);
  const lines = wrapLines(text, 700, { size, maxWidth, maxLines: mostLines });
  const middle = canvas.height * 0.52;
  const first = middle - (lines.length * lineHeight) / 2 + size * 0.8;
  const series = fitLine(drawableText(seriesTitle), 700, { size: 34, minSize: 26, maxWidth });
  const name = fitLine(drawableText(answeredBy), 400, { size: 38, minSize: 26, maxWidth });
  return [
    fill(`M0 0H${canvas.width}V${canvas.height}H0Z`, palette.paper),
    roof(fromRight ? right - roofWidth : left, 104, accentOf({ accent })),
    textAt(series, at(series, 160), 100, accentOf({ accent })),
    ...lines.map((line, index) =>
      textAt(line, at(line), first + index * lineHeight, palette.ink),
    ),
    textAt(name, at(name), canvas.height - 72, palette.muted),
  ].join('');
}
