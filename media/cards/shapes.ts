import type { Rect } from '../plan/layout.ts';
import type { Line } from './typeface.ts';

/** SVG, written by hand: only numbers, our colours and outlines of letters ever go in, never a person's text. */

export function roundedRect({ x, y, width, height }: Rect, radius: number): string {
  const r = Math.min(radius, width / 2, height / 2);
  return [
    `M${x + r} ${y}H${x + width - r}A${r} ${r} 0 0 1 ${x + width} ${y + r}`,
    `V${y + height - r}A${r} ${r} 0 0 1 ${x + width - r} ${y + height}`,
    `H${x + r}A${r} ${r} 0 0 1 ${x} ${y + height - r}V${y + r}A${r} ${r} 0 0 1 ${x + r} ${y}Z`,
  ].join('');
}

export function fill(pathData: string, colour: string, opacity = 1): string {
  const faint = opacity < 1 ? ` fill-opacity="${opacity}"` : '';
  return `<path fill="${colour}"${faint} fill-rule="evenodd" d="${pathData}"/>`;
}

/** A line of text with its baseline's left end at (x, y). */
export function textAt(line: Line, x: number, y: number, colour: string): string {
  if (line.pathData === '') return '';
  return `<path fill="${colour}" transform="translate(${x.toFixed(1)} ${y.toFixed(1)})" d="${line.pathData}"/>`;
}

/** Where a line starts that stands between two edges: at the right one ends what is read from there. */
export function startOf(
  line: Line,
  { left, right }: { left: number; right: number },
  fromRight: boolean,
): number {
  return fromRight ? right - line.width : left;
}

export function svg(
  { width, height }: { width: number; height: number },
  body: string,
): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${body}</svg>`;
}
