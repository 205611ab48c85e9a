import { box, fullBox, uint16, uint32, uint64 } from './boxes.ts';
import type { Track } from './sample-table.ts';

/** A sample as a fragment carries it. Ticks of the track's timescale. */
export type FragmentSample = { bytes: Buffer; duration: number; shift: number; sync: boolean };

const trackId = 1;
const unityMatrix = uint32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

/** What a movie box tells of its only track. */
export type TrackForm = Pick<
  Track,
  'kind' | 'timescale' | 'sampleDescription' | 'width' | 'height'
>;

/**
 * The initialisation segment of one CMAF track (ISO/IEC 23000-19): codec and timescale, no samples, and no edit list,
 * which players disagree about.
 */
export function initSegment(track: TrackForm): Buffer {
  const none = uint32(0);
  const noSamples = [
    fullBox('stts', 0, 0, none),
    fullBox('stsc', 0, 0, none),
    fullBox('stsz', 0, 0, uint32(0, 0)),
    fullBox('stco', 0, 0, none),
  ];
  const fragments = box('mvex', fullBox('trex', 0, 0, uint32(trackId, 1, 0, 0, 0)));
  return Buffer.concat([
    box('ftyp', Buffer.from('iso6'), uint32(0), Buffer.from('iso6cmfcmp41')),
    movieBox(track, noSamples, fragments),
  ]);
}

/** @param tables of the track's samples, besides their description. */
export function movieBox(
  { kind, timescale, sampleDescription, width, height }: TrackForm,
  tables: readonly Buffer[],
  ...others: readonly Buffer[]
): Buffer {
  const none = uint32(0);
  const mediaHeader =
    kind === 'video' ? fullBox('vmhd', 0, 1, uint16(0, 0, 0, 0)) : fullBox('smhd', 0, 0, none);
  const handler = Buffer.concat([
    uint32(0),
    Buffer.from(kind === 'video' ? 'vide' : 'soun', 'latin1'),
    uint32(0, 0, 0),
    Buffer.from('\0', 'latin1'),
  ]);
  const selfContained = box('dinf', fullBox('dref', 0, 0, uint32(1), fullBox('url ', 0, 1)));
  const trak = box(
    'trak',
    // Enabled, in the movie. Sound has full volume, pictures have a size.
    fullBox(
      'tkhd',
      0,
      3,
      uint32(0, 0, trackId, 0, 0, 0, 0),
      uint16(0, 0, kind === 'audio' ? 0x0100 : 0, 0),
      unityMatrix,
      uint32(width * 0x10000, height * 0x10000),
    ),
    box(
      'mdia',
      // "und": the playlist tells the language.
      fullBox('mdhd', 0, 0, uint32(0, 0, timescale, 0), uint16(0x55c4, 0)),
      fullBox('hdlr', 0, 0, handler),
      box(
        'minf',
        mediaHeader,
        selfContained,
        box('stbl', box('stsd', sampleDescription), ...tables),
      ),
    ),
  );
  return box(
    'moov',
    fullBox(
      'mvhd',
      0,
      0,
      uint32(0, 0, 1_000, 0, 0x10000),
      uint16(0x0100, 0),
      uint32(0, 0),
      unityMatrix,
      uint32(0, 0, 0, 0, 0, 0, trackId + 1),
    ),
    trak,
    ...others,
  );
}

/** `default-base-is-moof`: offsets count from the fragment, so it can be moved and cut out. */
const baseIsMoof = 0x020000;
/** The trun has data offset, and for each sample duration, size, flags and composition shift. */
const trunFields = 0x000001 | 0x000100 | 0x000200 | 0x000400 | 0x000800;
/** "Depends on no other" and "is not a non-sync sample"; the opposite below. ISO/IEC 14496-12 8.8.3.1. */
const syncFlags = 0x02000000;
const dependentFlags = 0x01010000;

/** One media segment with one fragment. `decodeTicks` is when its first sample is decoded. */
export function mediaSegment(
  sequence: number,
  decodeTicks: number,
  samples: readonly FragmentSample[],
): Buffer {
  const rows = samples.map(({ bytes, duration, shift, sync }) =>
    uint32(duration, bytes.length, sync ? syncFlags : dependentFlags, shift),
  );
  const moof = (dataOffset: number): Buffer =>
    box(
      'moof',
      fullBox('mfhd', 0, 0, uint32(sequence)),
      box(
        'traf',
        fullBox('tfhd', 0, baseIsMoof, uint32(trackId)),
        fullBox('tfdt', 1, 0, uint64(decodeTicks)),
        fullBox('trun', 0, trunFields, uint32(samples.length, dataOffset), ...rows),
      ),
    );
  // The offset's own size does not depend on its value.
  const fragment = moof(moof(0).length + 8);
  const mdat = box('mdat', ...samples.map(({ bytes }) => bytes));
  return Buffer.concat([
    box('styp', Buffer.from('msdh'), uint32(0), Buffer.from('msdhcmfs')),
    fragment,
    mdat,
  ]);
}
