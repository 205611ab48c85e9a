import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Titles } from '../cards/title-card.ts';
import { drawingPrefix } from '../contract/recording-files.ts';
import type { RemuxedTake } from '../contract/remuxed-take.ts';
import { ffmpegVersion } from '../ffmpeg/ffmpeg-version.ts';
import type { ChunkPart } from '../plan/chunk-plan.ts';
import type { VideoEncoder } from '../plan/video-encoders.ts';
import type { RenderedPart } from './render-part.ts';

/** Raise it when an order means something else than before. */
const version = 2;

/** What one machine tells another of a part that it may draw. */
export type PartOrder = {
  /** See makerOf. */
  maker: string;
  /** The files that are to come of it. Whoever knows the same of it gives them the same names. */
  names: string[];
  part: ChunkPart;
  titles: Titles;
  /** Those that it shows, of which the part's folder holds what it decodes, in this order. */
  takes: RemuxedTake[];
};

/** Nobody is ever served it. */
export const orderMeta = {
  contentType: 'application/octet-stream',
  cacheControl: 'private, no-store',
};

/** Where a part's order lies in the object store, with its pieces of takes and the files that come of it. */
export const partKeys = (
  { recordingId, revision }: { recordingId: string; revision: number },
  part: string,
) => {
  const folder = `${drawingPrefix(recordingId, revision)}/${part}`;
  return {
    order: `${folder}/order.json`,
    take: (index: number) => `${folder}/take-${index}.mkv`,
    made: (name: string) => `${folder}/${name}`,
  };
};

export const namesOfPart = ({ files }: Pick<RenderedPart, 'files'>): string[] =>
  Object.values(files).map((file) => path.basename(file));

/** 24 hexadecimal digits that stand for a part's files. */
export function idOfPart(part: Pick<RenderedPart, 'files'>): string {
  return createHash('sha256').update(namesOfPart(part).join(' ')).digest('hex').slice(0, 24);
}

/**
 * Who can draw parts that go with each other: the same encoder, of the same build. A player is told of the encoding
 * once for the whole programme.
 */
export async function makerOf(encoder: VideoEncoder): Promise<string> {
  const built = createHash('sha256').update(await ffmpegVersion());
  return `${version} ${encoder.name} ${built.digest('hex').slice(0, 16)}`;
}
