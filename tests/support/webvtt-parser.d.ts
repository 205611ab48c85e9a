/** The part of webvtt-parser, which has no types, that our tests read. */
declare module 'webvtt-parser' {
  export class WebVTTParser {
    parse(
      text: string,
      kind: 'chapters' | 'metadata' | 'subtitles',
    ): {
      cues: { startTime: number; endTime: number; text: string }[];
      errors: { message: string; line: number }[];
    };
  }
}
