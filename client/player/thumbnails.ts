/** One small picture of the programme: a rectangle, in pixels, on a sheet of many. */
export type Thumbnail = {
  startMs: number;
  endMs: number;
  /** Absolute address of the sheet. */
  sheetUrl: string;
  x: number;
  y: number;
  width: number;
  height: number;
};

const cue =
  /^(\d+:\d\d(?::\d\d)?\.\d{3}) --> (\d+:\d\d(?::\d\d)?\.\d{3}).*\n(\S+)#xywh=(\d+),(\d+),(\d+),(\d+)/gm;

/**
 * Reads a WebVTT file whose cues are places on picture sheets (`sheet.jpg#xywh=x,y,w,h`), ascending by time.
 * Cues that are something else are left out.
 *
 * @param url of the file, which sheets are relative to.
 */
export function parseThumbnails(vtt: string, url: string): Thumbnail[] {
  return Array.from(vtt.replaceAll('\r\n', '\n').matchAll(cue), (match) => {
    const [, start = '', end = '', sheet = '', ...place] = match;
    const [x = 0, y = 0, width = 0, height = 0] = place.map(Number);
    const sheetUrl = new URL(sheet, url).href;
    return { startMs: toMs(start), endMs: toMs(end), sheetUrl, x, y, width, height };
  });
}

/** The picture at a moment; the last one begun, where there is a gap. */
export function findThumbnail(all: readonly Thumbnail[], ms: number): Thumbnail | undefined {
  return all.findLast(({ startMs }) => startMs <= ms);
}

function toMs(time: string): number {
  return time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) * 1000;
}
