import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { thumbnailsVtt } from '../../media/plan/thumbnails.ts';

const run = promisify(execFile);
const ffmpeg = (...args: string[]) =>
  run('ffmpeg', ['-nostdin', '-hide_banner', '-loglevel', 'error', '-y', ...args]);

export const programmeSeconds = 40;
const heights = [360, 180];

/**
 * A small programme as the pipeline publishes it: HLS in two sizes with sound apart, an MP3, a poster, scrub pictures.
 * Quick to make, so nothing here is worth judging but how it plays.
 */
export async function makeSampleProgramme(folder: string): Promise<void> {
  const seconds = String(programmeSeconds);
  const tone = [
    '-f',
    'lavfi',
    '-i',
    `sine=frequency=330:duration=${seconds}:sample_rate=48000`,
  ];
  const picture = (height: number): string[] => {
    const size = `${(height * 16) / 9}x${height}`;
    return ['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=15:duration=${seconds}`];
  };
  // prettier-ignore
  const hls = (name: string): string[] => [
    '-f', 'hls', '-hls_time', '4', '-hls_playlist_type', 'vod', '-hls_segment_type', 'fmp4',
    '-hls_fmp4_init_filename', 'init.mp4', '-hls_segment_filename', path.join(folder, 'hls', name, '%03d.m4s'),
    path.join(folder, 'hls', name, 'index.m3u8'),
  ];
  for (const height of heights) {
    await mkdir(path.join(folder, 'hls', `${height}p`), { recursive: true });
    // prettier-ignore
    await ffmpeg(
      ...picture(height), '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p',
      '-g', '30', '-keyint_min', '30', '-sc_threshold', '0', ...hls(`${height}p`),
    );
  }
  await mkdir(path.join(folder, 'hls/audio'), { recursive: true });
  await ffmpeg(...tone, '-c:a', 'aac', '-b:a', '64k', '-ac', '2', ...hls('audio'));
  await ffmpeg(...tone, '-c:a', 'libmp3lame', '-b:a', '64k', path.join(folder, 'audio.mp3'));
  await ffmpeg(...picture(360), '-frames:v', '1', path.join(folder, 'poster.jpg'));
  // prettier-ignore
  await ffmpeg(
    ...picture(90), '-vf', 'fps=1,tile=10x10', '-frames:v', '1', path.join(folder, 'thumbnails-001.jpg'),
  );
  await writeFile(
    path.join(folder, 'thumbnails.vtt'),
    thumbnailsVtt(programmeSeconds * 1000, 1),
  );
  await writeFile(path.join(folder, 'hls/master.m3u8'), masterPlaylist());
}

function masterPlaylist(): string {
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="id",LANGUAGE="id",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="audio/index.m3u8"',
    ...heights.flatMap((height) => [
      `#EXT-X-STREAM-INF:BANDWIDTH=${height * 5000},CODECS="avc1.42c01e,mp4a.40.2",RESOLUTION=${(height * 16) / 9}x${height},FRAME-RATE=15.000,AUDIO="audio",CLOSED-CAPTIONS=NONE`,
      `${height}p/index.m3u8`,
    ]),
    '#EXT-X-STREAM-INF:BANDWIDTH=80000,CODECS="mp4a.40.2",AUDIO="audio",CLOSED-CAPTIONS=NONE',
    'audio/index.m3u8',
    '',
  ].join('\n');
}
