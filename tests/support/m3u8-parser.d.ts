/** The part of m3u8-parser, which has no types, that our tests read. */
declare module 'm3u8-parser' {
  export class Parser {
    push(text: string): void;
    end(): void;
    on(event: 'warn' | 'info', listener: (event: { message: string }) => void): void;
    manifest: {
      version?: number;
      playlistType?: string;
      endList?: boolean;
      targetDuration?: number;
      independentSegments?: boolean;
      iFramesOnly?: boolean;
      playlists?: { uri: string; attributes: Record<string, unknown> }[];
      iFramePlaylists?: { uri: string }[];
      segments: {
        uri: string;
        duration: number;
        byterange?: { offset: number; length: number };
      }[];
    };
  }
}
