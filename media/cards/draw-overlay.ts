import { createHash, randomBytes } from 'node:crypto';
import { rename } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { isThere } from '../../server/platform/is-there.ts';
import type { EditEntry } from '../plan/edit-list.ts';
import { overlaySvg } from './overlay.ts';
import { coverPlaceOf, isTitleCard, type Titles } from './title-card.ts';

/** A picture on disk, with the hash of what it shows in its name. */
export type DrawnOverlay = { file: string; hash: string };

type OverlayToDraw = {
  entry: EditEntry;
  titles: Titles;
  /** How much larger than the canvas. */
  zoom: number;
};

/** Dots an inch at which a unit of a drawing is one pixel. */
const svgDensity = 72;

/** Reads a page of slides, or the cover, from the object store. */
export type ReadSlide = (key: string) => Promise<Buffer>;

/**
 * Draws the overlay of an entry as a PNG in `directory`, unless the same picture is there already. Pages of slides and
 * the cover are part of it: scaled once, from the full-size picture, they stay as sharp as the canvas allows.
 */
export async function drawOverlay(
  { entry, titles, zoom }: OverlayToDraw,
  directory: string,
  readSlide: ReadSlide,
): Promise<DrawnOverlay> {
  const picture = overlaySvg(entry, titles);
  const isCard = isTitleCard(entry) || entry.layout === 'end';
  const cover =
    isCard && titles.coverKey !== undefined
      ? [{ key: titles.coverKey, place: coverPlaceOf(titles) }]
      : [];
  const slides = [...cover, ...entry.slots.flatMap(({ slide }) => (slide ? [slide] : []))].map(
    // In one order, whoever made them: it is part of the name.
    ({ key, place: { x, y, width, height } }) => ({ key, place: { x, y, width, height } }),
  );
  const hash = createHash('sha256')
    .update(slides.length > 0 ? picture + JSON.stringify(slides) : picture)
    .update(zoom === 1 ? '' : `${zoom}`)
    .digest('hex')
    .slice(0, 16);
  const file = path.join(directory, `overlay-${hash}.png`);
  if (await isThere(file)) return { file, hash };

  const layers = await Promise.all(
    slides.map(async ({ key, place: { x, y, width, height } }) => ({
      input: await sharp(await readSlide(key))
        .resize(Math.round(width * zoom), Math.round(height * zoom), { fit: 'fill' })
        .flatten({ background: '#FFFFFF' })
        .toBuffer(),
      ...{ left: Math.round(x * zoom), top: Math.round(y * zoom) },
    })),
  );
  const draft = `${file}.${randomBytes(4).toString('hex')}.tmp`;
  await sharp(Buffer.from(picture), { unlimited: true, density: svgDensity * zoom })
    .composite(layers)
    .png({ compressionLevel: 6 })
    .toFile(draft);
  await rename(draft, file);
  return { file, hash };
}
