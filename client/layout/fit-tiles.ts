/** A tile's place on the stage, in CSS pixels from the stage's top left corner. */
export type Box = { left: number; top: number; width: number; height: number };

export type StageSize = { width: number; height: number };

export type Fit = {
  /** The large tile: a screen, or the speaker when there are more than three. */
  large: Box | undefined;
  /** The other tiles, in order. */
  rest: Box[];
};

const gap = 8;
const aspect = 16 / 9;
/** A person's tile may be cropped this square before the face is too small to be worth it. */
const squarest = 1;
/** Slides are this shape or wider. */
const slide = 4 / 3;
/** How much of the longer side the row of small tiles may take beside a large one. */
const stripShare = 0.26;
const narrowestTilePx = 72;
const lowestTilePx = 56;

/**
 * Places `count` equal tiles, and one large tile before them if there is one, so that everything is on the stage and
 * nothing overlaps. Tiles are as large as the stage allows; a last row that is not full stands in the middle.
 */
export function fitTiles(
  stage: StageSize,
  count: number,
  largeTile: 'camera' | 'screen' | undefined,
): Fit {
  const whole: Box = { left: 0, top: 0, width: stage.width, height: stage.height };
  if (stage.width <= 0 || stage.height <= 0) {
    const nothing: Box = { left: 0, top: 0, width: 0, height: 0 };
    return {
      large: largeTile ? nothing : undefined,
      rest: Array.from({ length: count }, () => nothing),
    };
  }
  if (!largeTile) return { large: undefined, rest: fitGrid(whole, count) };
  if (count === 0) return { large: whole, rest: [] };

  const beside = stage.width / stage.height > 1.2;
  const strip = beside
    ? stripBeside(stage, count)
    : stripBelow(stage, count, largeTile === 'screen' ? slide : squarest);
  const large: Box = beside
    ? { ...whole, width: stage.width - strip.width - gap }
    : { ...whole, height: stage.height - strip.height - gap };
  return { large, rest: fitGrid(strip, count) };
}

/** One or two columns of small tiles at the right; two once a single column would make them stamps. */
function stripBeside({ width, height }: StageSize, count: number): Box {
  const columns = (height - gap * (count - 1)) / count < lowestTilePx ? 2 : 1;
  const rows = Math.ceil(count / columns);
  const tileHeight = (height - gap * (rows - 1)) / rows;
  const wanted = columns * Math.max(tileHeight * aspect, narrowestTilePx) + gap * (columns - 1);
  const stripWidth = Math.round(Math.min(wanted, width * stripShare));
  return { left: width - stripWidth, top: 0, width: stripWidth, height };
}

/** The same below: one or two rows, and whatever height the large tile (of at least this shape) cannot use. */
function stripBelow({ width, height }: StageSize, count: number, largeShape: number): Box {
  const rows = (width - gap * (count - 1)) / count < narrowestTilePx ? 2 : 1;
  const columns = Math.ceil(count / rows);
  const tileWidth = (width - gap * (columns - 1)) / columns;
  const wanted = rows * Math.max(tileWidth / aspect, narrowestTilePx) + gap * (rows - 1);
  const needed = Math.min(wanted, height * (stripShare + 0.14));
  const stripHeight = Math.round(Math.max(needed, height - gap - width / largeShape));
  return { left: 0, top: height - stripHeight, width, height: stripHeight };
}

/** Tries every number of columns: there are six people at most, so trying is cheap. */
function fitGrid(area: Box, count: number): Box[] {
  let best = { tile: { width: 0, height: 0 }, columns: 1, rows: 1 };
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    const tile = tileFor(
      (area.width - gap * (columns - 1)) / columns,
      (area.height - gap * (rows - 1)) / rows,
    );
    if (tile.width * tile.height > best.tile.width * best.tile.height) {
      best = { tile, columns, rows };
    }
  }
  return placeGrid(area, count, best);
}

/** The largest allowed shape in one cell: no wider than a camera's picture, no taller than a square. */
function tileFor(width: number, height: number): StageSize {
  if (width <= 0 || height <= 0) return { width: 0, height: 0 };
  const shape = Math.min(Math.max(width / height, squarest), aspect);
  const tileWidth = Math.min(width, height * shape);
  return { width: Math.floor(tileWidth), height: Math.floor(tileWidth / shape) };
}

function placeGrid(
  area: Box,
  count: number,
  { tile, columns, rows }: { tile: StageSize; columns: number; rows: number },
): Box[] {
  const usedHeight = rows * tile.height + gap * (rows - 1);
  const firstTop = area.top + (area.height - usedHeight) / 2;

  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns);
    const inRow = Math.min(columns, count - row * columns);
    const usedWidth = inRow * tile.width + gap * (inRow - 1);
    const firstLeft = area.left + (area.width - usedWidth) / 2;
    return {
      left: Math.floor(firstLeft + (index % columns) * (tile.width + gap)),
      top: Math.floor(firstTop + row * (tile.height + gap)),
      width: tile.width,
      height: tile.height,
    };
  });
}
