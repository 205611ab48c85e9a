import sharp from 'sharp';
import { palette } from './palette.ts';

/** Of the cover, as many pixels a side as decide. */
const size = 64;
const hues = 24;
/** Greyer than this, on the whole, a cover has no colour of its own. Mean chroma, 0 to 1. */
const leastChroma = 0.06;
/** On dark paper: WCAG 2.2 asks 4.5:1 of letters, which are small on a phone. */
const leastContrast = 7;

/**
 * The colour of a series' cards: the hue that its cover has most of, light enough to be read on the cards' paper.
 * `#rrggbb`; undefined for a cover that is grey, or cannot be read.
 */
export async function coverAccent(cover: Buffer): Promise<string | undefined> {
  const drawn = sharp(cover).resize(size, size, { fit: 'fill' }).flatten().removeAlpha();
  const pixels = await drawn
    .toColourspace('srgb')
    .raw()
    .toBuffer()
    .catch(() => undefined);
  if (!pixels) return undefined;
  const weights = new Float64Array(hues);
  for (let at = 0; at + 2 < pixels.length; at += 3) {
    const { hue, chroma } = toHue(pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0);
    const bucket = Math.floor(hue * hues) % hues;
    weights[bucket] = (weights[bucket] ?? 0) + chroma;
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total / (size * size) < leastChroma) return undefined;
  return readable((weights.indexOf(Math.max(...weights)) + 0.5) / hues);
}

/** @returns hue in turns, and chroma, both 0 to 1. */
function toHue(red: number, green: number, blue: number): { hue: number; chroma: number } {
  const most = Math.max(red, green, blue);
  const range = most - Math.min(red, green, blue);
  if (range === 0) return { hue: 0, chroma: 0 };
  const sixth =
    most === red
      ? (green - blue) / range + 6
      : most === green
        ? (blue - red) / range + 2
        : (red - green) / range + 4;
  return { hue: (sixth / 6) % 1, chroma: range / 255 };
}

const saturation = 0.62;

function readable(hue: number): string {
  for (let lightness = 0.62; ; lightness += 0.02) {
    const colour = toHex(hue, lightness);
    if (lightness > 0.9 || contrast(colour, palette.paper) >= leastContrast) return colour;
  }
}

/** HSL to sRGB, CSS Color 4 section 7.1. */
function toHex(hue: number, lightness: number): string {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const channel = (n: number): string => {
    const k = (n + hue * 12) % 12;
    const value = lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1));
    return Math.round(255 * value)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
}

/** WCAG 2.2, contrast ratio of two colours. */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
