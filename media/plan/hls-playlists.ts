import type { Bandwidth } from './hls-bandwidth.ts';
import { discontinuity, type SeamedSegment } from './seams.ts';

/** Playlists, written by us: ffmpeg guesses what must be measured and leaves out what players want to know. */

export type PlaylistSegment = SeamedSegment & {
  uri: string;
  /** Of the initialisation segment. */
  initUri: string;
};

export type MediaPlaylist = {
  /** At least the longest segment, rounded. The same in every rendition of a programme. */
  targetSeconds: number;
  segments: readonly PlaylistSegment[];
};

/** After a seam the initialisation segment is named again, also where it is the same: players may begin there. */
export function mediaPlaylist({ targetSeconds, segments }: MediaPlaylist): string {
  return lines([
    ...header(targetSeconds),
    '#EXT-X-INDEPENDENT-SEGMENTS',
    ...segments.flatMap(({ durationSeconds, uri, initUri, isSeam }, index) => [
      ...(isSeam ? [discontinuity] : []),
      ...(isSeam || index === 0 ? [`#EXT-X-MAP:URI="${initUri}"`] : []),
      `#EXTINF:${durationSeconds.toFixed(5)},`,
      uri,
    ]),
    '#EXT-X-ENDLIST',
  ]);
}

/** Pictures in one file, each a byte range with its `moof`; the file begins with the initialisation segment. */
export type IFramePlaylist = {
  targetSeconds: number;
  uri: string;
  initBytes: number;
  frames: readonly {
    durationSeconds: number;
    offset: number;
    bytes: number;
    /** How many seams there are between it and the one before. */
    seams: number;
  }[];
};

export function iFramePlaylist({
  targetSeconds,
  uri,
  initBytes,
  frames,
}: IFramePlaylist): string {
  return lines([
    ...header(targetSeconds),
    '#EXT-X-I-FRAMES-ONLY',
    `#EXT-X-MAP:URI="${uri}",BYTERANGE="${initBytes}@0"`,
    ...frames.flatMap(({ durationSeconds, offset, bytes, seams }) => [
      ...Array.from({ length: seams }, () => discontinuity),
      `#EXTINF:${durationSeconds.toFixed(5)},`,
      `#EXT-X-BYTERANGE:${bytes}@${offset}`,
      uri,
    ]),
    '#EXT-X-ENDLIST',
  ]);
}

export type MultivariantPlaylist = {
  /** Sound, shared by all variants and offered alone as well. */
  audio: AudioRendition;
  /** In the order in which players shall try them. */
  video: readonly VideoRendition[];
  iFrames: VideoRendition | undefined;
  /** Apple's chapters, beside this playlist. */
  chaptersUri: string;
};

export type AudioRendition = {
  uri: string;
  codecs: string;
  channels: number;
  /** ISO 639-1. */
  language: string;
  /** As a menu shows it. */
  name: string;
  bandwidth: Bandwidth;
};

export type VideoRendition = {
  uri: string;
  codecs: string;
  width: number;
  height: number;
  bandwidth: Bandwidth;
};

const audioGroup = 'audio';

/** What a variant needs is what its pictures and its sound need together. */
export function multivariantPlaylist(playlist: MultivariantPlaylist): string {
  const { audio, video, iFrames, chaptersUri } = playlist;
  return lines([
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-SESSION-DATA:DATA-ID="com.apple.hls.chapters",URI="${chaptersUri}"`,
    tag('EXT-X-MEDIA', {
      TYPE: 'AUDIO',
      'GROUP-ID': quoted(audioGroup),
      NAME: quoted(audio.name),
      LANGUAGE: quoted(audio.language),
      DEFAULT: 'YES',
      AUTOSELECT: 'YES',
      CHANNELS: quoted(`${audio.channels}`),
      URI: quoted(audio.uri),
    }),
    ...video.flatMap((rendition) => [
      tag('EXT-X-STREAM-INF', {
        BANDWIDTH: rendition.bandwidth.peak + audio.bandwidth.peak,
        'AVERAGE-BANDWIDTH': rendition.bandwidth.average + audio.bandwidth.average,
        CODECS: quoted(`${rendition.codecs},${audio.codecs}`),
        RESOLUTION: `${rendition.width}x${rendition.height}`,
        'FRAME-RATE': '30.000',
        AUDIO: quoted(audioGroup),
        'CLOSED-CAPTIONS': 'NONE',
      }),
      rendition.uri,
    ]),
    tag('EXT-X-STREAM-INF', {
      BANDWIDTH: audio.bandwidth.peak,
      'AVERAGE-BANDWIDTH': audio.bandwidth.average,
      CODECS: quoted(audio.codecs),
      AUDIO: quoted(audioGroup),
      'CLOSED-CAPTIONS': 'NONE',
    }),
    audio.uri,
    ...(iFrames
      ? [
          tag('EXT-X-I-FRAME-STREAM-INF', {
            BANDWIDTH: iFrames.bandwidth.peak,
            'AVERAGE-BANDWIDTH': iFrames.bandwidth.average,
            CODECS: quoted(iFrames.codecs),
            RESOLUTION: `${iFrames.width}x${iFrames.height}`,
            URI: quoted(iFrames.uri),
          }),
        ]
      : []),
  ]);
}

function header(targetSeconds: number): string[] {
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${targetSeconds}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
  ];
}

function tag(name: string, attributes: Record<string, string | number>): string {
  const list = Object.entries(attributes).map(([key, value]) => `${key}=${value}`);
  return `#${name}:${list.join(',')}`;
}

/** A quoted string has no way to write a quote or a line break (RFC 8216 4.2). */
function quoted(value: string): string {
  return `"${value.replace(/["\r\n]/g, ' ')}"`;
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
