/** What a chosen file is, as far as the browser can tell. */
export type ChosenCover = {
  type: string;
  bytes: number;
  /** Pixels; undefined when it does not open as a picture. */
  size?: { width: number; height: number };
};

export type CoverProblem =
  | { key: 'cover.wrongType' | 'cover.notAnImage' }
  | { key: 'cover.tooHeavy'; size: number }
  | {
      key: 'cover.notSquare' | 'cover.tooSmall' | 'cover.tooBig';
      width: number;
      height: number;
    };

/** The least that podcast directories take, in pixels a side. */
const minSide = 1400;
/** The most that the server takes; it makes larger covers smaller. */
const maxSide = 6000;
const megabyte = 1024 * 1024;
const maxBytes = 20 * megabyte;

/** Why a file cannot be a cover; undefined when it can. Said before anything is sent over a slow line. */
export function coverProblem({ type, bytes, size }: ChosenCover): CoverProblem | undefined {
  if (type !== 'image/jpeg' && type !== 'image/png') return { key: 'cover.wrongType' };
  if (bytes > maxBytes) {
    return { key: 'cover.tooHeavy', size: Math.ceil(bytes / megabyte) };
  }
  if (!size) return { key: 'cover.notAnImage' };
  if (size.width !== size.height) return { key: 'cover.notSquare', ...size };
  if (size.width < minSide) return { key: 'cover.tooSmall', ...size };
  if (size.width > maxSide) return { key: 'cover.tooBig', ...size };
  return undefined;
}
