/** Pixels from the top left. Always even, since 4:2:0 video has half the colour resolution. */
export type Rect = { x: number; y: number; width: number; height: number };

export const canvas: Rect = { x: 0, y: 0, width: 1280, height: 720 };

const margin = 16;
const gap = 12;
/** Of the width, for the people beside a screen or beside the active speaker. */
const sideShare = 0.22;
const wide = 16 / 9;
/** Nearer to a face than 16:9 is: used where places are narrow. */
const faces = 1.2;

/**
 * Places for up to three people of equal rank. One fills the canvas; two get tall tiles, for faces; three get two
 * rows, the last one centred.
 */
export function gridRects(count: number): Rect[] {
  if (count <= 1) return [canvas];
  const columns = 2;
  const rows = Math.ceil(count / columns);
  const availableWidth = (canvas.width - 2 * margin - gap) / columns;
  const availableHeight = (canvas.height - 2 * margin - gap * (rows - 1)) / rows;
  const size = fitAspect(count === 2 ? faces : wide, availableWidth, availableHeight);
  const top = (canvas.height - rows * size.height - (rows - 1) * gap) / 2;

  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns);
    const inRow = Math.min(columns, count - row * columns);
    const left = (canvas.width - inRow * size.width - (inRow - 1) * gap) / 2;
    return evenRect({
      x: left + (index % columns) * (size.width + gap),
      y: top + row * (size.height + gap),
      ...size,
    });
  });
}

/** The active speaker large, up to five others in a strip at the right, from the top. */
export function speakerRects(others: number): { speaker: Rect; strip: Rect[] } {
  const inner = canvas.height - 2 * margin;
  const tile = fitAspect(
    wide,
    canvas.width * sideShare - margin,
    (inner - gap * (others - 1)) / Math.max(1, others),
  );
  const left = canvas.width - margin - tile.width;
  const top = (canvas.height - others * tile.height - (others - 1) * gap) / 2;
  return {
    speaker: evenRect({ x: margin, y: margin, width: left - gap - margin, height: inner }),
    strip: Array.from({ length: others }, (_, index) =>
      evenRect({ x: left, y: top + index * (tile.height + gap), ...tile }),
    ),
  };
}

/** A shared screen, 78 % of the width, and the active speaker beside it. Alone, the screen has the whole canvas. */
export function screenRects(withSpeaker: boolean): { screen: Rect; speaker: Rect | undefined } {
  if (!withSpeaker) return { screen: canvas, speaker: undefined };
  const screenWidth = canvas.width * (1 - sideShare);
  const width = canvas.width - screenWidth - gap - margin;
  const height = width / faces;
  return {
    screen: evenRect({ x: 0, y: 0, width: screenWidth, height: canvas.height }),
    speaker: evenRect({
      x: screenWidth + gap,
      y: (canvas.height - height) / 2,
      width,
      height,
    }),
  };
}

/** How a picture of one size fills a place of another. */
export type Fit = {
  /** What the source is scaled to: its own aspect, never stretched. */
  scaled: { width: number; height: number };
  /** What of that is shown, from its top left; the whole of it unless cropped. */
  crop: Rect;
  /** Where on the canvas. */
  place: Rect;
};

/** More than this much of a camera's picture is never cut away: a tall phone keeps its bars at the sides. */
const largestCrop = 0.4;

/**
 * Fits a source into a place. `cover` crops up to `largestCrop` and centres; beyond that, and for `contain`, the whole
 * picture is shown with room around it.
 */
export function fitPicture(
  source: { width: number; height: number },
  place: Rect,
  mode: 'cover' | 'contain',
): Fit {
  const scaleX = place.width / source.width;
  const scaleY = place.height / source.height;
  const lost = 1 - Math.min(scaleX, scaleY) / Math.max(scaleX, scaleY);
  if (mode === 'cover' && lost <= largestCrop) {
    const scale = Math.max(scaleX, scaleY);
    const scaled = {
      width: Math.max(place.width, evenSize(source.width * scale)),
      height: Math.max(place.height, evenSize(source.height * scale)),
    };
    const crop = {
      x: even((scaled.width - place.width) / 2),
      // Faces are above the middle of a tall picture.
      y: even((scaled.height - place.height) / 3),
      width: place.width,
      height: place.height,
    };
    return { scaled, crop, place };
  }
  const scale = Math.min(scaleX, scaleY);
  const scaled = {
    width: Math.min(place.width, evenSize(source.width * scale)),
    height: Math.min(place.height, evenSize(source.height * scale)),
  };
  const centred = {
    x: place.x + even((place.width - scaled.width) / 2),
    y: place.y + even((place.height - scaled.height) / 2),
    ...scaled,
  };
  return { scaled, crop: { x: 0, y: 0, ...scaled }, place: centred };
}

/**
 * The same on a larger canvas. The place grows outwards to even pixels: what is laid over it hides the surplus.
 */
export function zoomFit(fit: Fit, zoom: number): Fit {
  if (zoom === 1) return fit;
  const { scaled, crop, place } = fit;
  const [left, top] = [evenBelow(place.x * zoom), evenBelow(place.y * zoom)];
  const width = evenAbove((place.x + place.width) * zoom) - left;
  const height = evenAbove((place.y + place.height) * zoom) - top;
  const isWhole = crop.width === scaled.width && crop.height === scaled.height;
  const grown = isWhole
    ? { width, height }
    : {
        width: Math.max(width, even(scaled.width * zoom)),
        height: Math.max(height, even(scaled.height * zoom)),
      };
  return {
    scaled: grown,
    crop: {
      x: Math.min(evenBelow(crop.x * zoom), grown.width - width),
      y: Math.min(evenBelow(crop.y * zoom), grown.height - height),
      ...{ width, height },
    },
    place: { x: left, y: top, width, height },
  };
}

function evenBelow(pixels: number): number {
  return Math.floor(pixels / 2) * 2;
}

function evenAbove(pixels: number): number {
  return Math.ceil(pixels / 2) * 2;
}

function fitAspect(aspect: number, maxWidth: number, maxHeight: number) {
  const width = even(Math.min(maxWidth, maxHeight * aspect));
  return { width, height: even(width / aspect) };
}

function evenRect({ x, y, width, height }: Rect): Rect {
  return { x: even(x), y: even(y), width: even(width), height: even(height) };
}

/** Nearest even number. */
function even(pixels: number): number {
  return Math.round(pixels / 2) * 2;
}

function evenSize(pixels: number): number {
  return Math.max(2, even(pixels));
}
