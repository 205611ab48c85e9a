/** One command of an outline, as SVG writes it: `points` are x and y in turn, in pixels. */
export function toCommand(type: string, points: readonly number[]): string {
  return type + points.map((value) => value.toFixed(2)).join(' ');
}
