import type { EditEntry } from '../plan/edit-list.ts';
import { canvas } from '../plan/layout.ts';
import { palette } from './palette.ts';
import { fill, textAt } from './shapes.ts';
import { accentOf, roof, type Titles } from './title-card.ts';
import { drawableText, fitLine, wrapLines } from './typeface.ts';

const left = 112;
const size = 56;
const lineHeight = size * 1.2;
const mostLines = 7;

/** The picture of an answer of which there is sound alone: what was asked, and who answers, where that is known. */
export function answerCard(
  { question = '', answeredBy = '' }: EditEntry,
  { seriesTitle, accent }: Titles,
): string {
  const maxWidth = canvas.width - 2 * left;
  const lines = wrapLines(drawableText(question), 700, { size, maxWidth, maxLines: mostLines });
  const middle = canvas.height * 0.52;
  const first = middle - (lines.length * lineHeight) / 2 + size * 0.8;
  const series = fitLine(drawableText(seriesTitle), 700, { size: 34, minSize: 26, maxWidth });
  const name = fitLine(drawableText(answeredBy), 400, { size: 38, minSize: 26, maxWidth });
  return [
    fill(`M0 0H${canvas.width}V${canvas.height}H0Z`, palette.paper),
    roof(left, 104, accentOf({ accent })),
    textAt(series, left + 160, 100, accentOf({ accent })),
    ...lines.map((line, index) => textAt(line, left, first + index * lineHeight, palette.ink)),
    textAt(name, left, canvas.height - 72, palette.muted),
  ].join('');
}
