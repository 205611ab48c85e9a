import ffmpeg from 'fluent-ffmpeg';
import { z } from 'zod';
import { FfmpegError } from './ffmpeg-error.ts';
import { ffmpegSettings } from './ffmpeg-settings.ts';

const seconds = z.coerce.number().transform((value) => value * 1_000);
/** ffprobe says "N/A" where it does not know. */
const unlessUnknown = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === 'N/A' ? undefined : value), schema.optional());

const Probed = z.object({
  format: z.object({
    format_name: z.string(),
    duration: unlessUnknown(seconds),
    bit_rate: unlessUnknown(z.coerce.number()),
    tags: z.record(z.string(), z.coerce.string()).default({}),
  }),
  streams: z.array(
    z.object({
      index: z.coerce.number(),
      codec_type: z.string(),
      codec_name: z.coerce.string().default('unknown'),
      profile: unlessUnknown(z.coerce.string()),
      width: unlessUnknown(z.coerce.number()),
      height: unlessUnknown(z.coerce.number()),
      sample_rate: unlessUnknown(z.coerce.number()),
      channels: unlessUnknown(z.coerce.number()),
      bit_rate: unlessUnknown(z.coerce.number()),
      start_time: unlessUnknown(seconds),
      duration: unlessUnknown(seconds),
    }),
  ),
  chapters: z.array(
    z.object({
      start_time: seconds,
      end_time: seconds,
      'TAG:title': z.coerce.string().default(''),
    }),
  ),
});

/** What a media file holds. Times in ms, rates in bits per second or Hz. */
export type ProbedMedia = {
  format: string;
  durationMs: number | undefined;
  bitRate: number | undefined;
  tags: Record<string, string>;
  streams: {
    index: number;
    kind: string;
    codec: string;
    profile: string | undefined;
    width: number | undefined;
    height: number | undefined;
    sampleRate: number | undefined;
    channels: number | undefined;
    bitRate: number | undefined;
    startMs: number | undefined;
    durationMs: number | undefined;
  }[];
  chapters: { startMs: number; endMs: number; title: string }[];
};

/** Asks ffprobe. Throws FfmpegError when the file cannot be read as media. */
export async function probeMedia(file: string): Promise<ProbedMedia> {
  const data = await new Promise<unknown>((resolve, reject) => {
    const options = ['-hide_banner', '-show_chapters', '-protocol_whitelist', 'file,crypto'];
    const command = ffmpeg().setFfprobePath(ffmpegSettings.ffprobePath).input(file);
    command.ffprobe(0, options, (error: Error | null, result: unknown) => {
      if (!error) {
        resolve(result);
        return;
      }
      const [message = 'ffprobe failed', ...rest] = error.message.split('\n');
      reject(new FfmpegError(message, rest.join('\n').slice(-2_000), { cause: error }));
    });
  });
  const { format, streams, chapters } = Probed.parse(data);
  return {
    format: format.format_name,
    durationMs: format.duration,
    bitRate: format.bit_rate,
    tags: format.tags,
    streams: streams.map((stream) => ({
      index: stream.index,
      kind: stream.codec_type,
      codec: stream.codec_name,
      profile: stream.profile,
      width: stream.width,
      height: stream.height,
      sampleRate: stream.sample_rate,
      channels: stream.channels,
      bitRate: stream.bit_rate,
      startMs: stream.start_time,
      durationMs: stream.duration,
    })),
    chapters: chapters.map((chapter) => ({
      startMs: Math.round(chapter.start_time),
      endMs: Math.round(chapter.end_time),
      title: chapter['TAG:title'],
    })),
  };
}
