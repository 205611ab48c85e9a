import { writeFile } from 'node:fs/promises';
import { box, fullBox, uint32 } from './boxes.ts';
import { movieBox, type TrackForm } from './fragment.ts';

/** Ticks of the track's timescale. */
export type ShownSample = { bytes: Buffer; pts: number; sync: boolean };

/**
 * Writes an MP4 with one track, as an encoder would (see readTrack), whose samples are shown in the order in which they
 * are decoded. All of it is held in memory.
 * @param endTicks until when the last sample is shown.
 */
export async function writeTrack(
  file: string,
  form: TrackForm,
  samples: readonly ShownSample[],
  endTicks: number,
): Promise<void> {
  const numbers = samples.flatMap(({ sync }, index) => (sync ? [index + 1] : []));
  const durations = samples.map(
    ({ pts }, index) => (samples[index + 1]?.pts ?? endTicks) - pts,
  );
  const movie = (offset: number): Buffer =>
    movieBox(form, [
      fullBox(
        'stts',
        ...([0, 0, uint32(samples.length)] as const),
        ...durations.map((ticks) => uint32(1, ticks)),
      ),
      fullBox('stss', 0, 0, uint32(numbers.length, ...numbers)),
      fullBox('stsc', 0, 0, uint32(1, 1, samples.length, 1)),
      fullBox(
        'stsz',
        ...([0, 0, uint32(0, samples.length)] as const),
        ...samples.map(({ bytes }) => uint32(bytes.length)),
      ),
      fullBox('stco', 0, 0, uint32(1, offset)),
    ]);
  const type = box('ftyp', Buffer.from('isom'), uint32(0), Buffer.from('isomavc1mp41'));
  // Its length does not depend on what it says.
  const offset = type.length + movie(0).length + 8;
  const data = box('mdat', ...samples.map(({ bytes }) => bytes));
  await writeFile(file, Buffer.concat([type, movie(offset), data]));
}
