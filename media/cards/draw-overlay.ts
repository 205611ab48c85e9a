import { createHash, randomBytes } from 'node:crypto';
import { access, rename } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import type { EditEntry } from '../plan/edit-list.ts';
import { overlaySvg } from './overlay.ts';
import type { Titles } from './title-card.ts';

/** A picture on disk, with the hash of what it shows in its name. */
export type DrawnOverlay = { file: string; hash: string };

/** Draws the overlay of an entry as a PNG in `directory`, unless the same picture is there already. */
export async function drawOverlay(
  entry: EditEntry,
  titles: Titles,
  directory: string,
): Promise<DrawnOverlay> {
  const picture = overlaySvg(entry, titles);
  const hash = createHash('sha256').update(picture).digest('hex').slice(0, 16);
  const file = path.join(directory, `overlay-${hash}.png`);
  if (await exists(file)) return { file, hash };

  const draft = `${file}.${randomBytes(4).toString('hex')}.tmp`;
  await sharp(Buffer.from(picture), { unlimited: true })
    .png({ compressionLevel: 6 })
    .toFile(draft);
  await rename(draft, file);
  return { file, hash };
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
