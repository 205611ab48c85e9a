type PracticeSound = { sourceFile: string; channels: 'mono' | 'stereo'; file: string };

/** MP3 to listen to once, on a phone too: 64 kb/s for a voice, 128 kb/s for what is stereo. Without tags. */
export function practiceArgs({ sourceFile, channels, file }: PracticeSound): string[] {
  const [bitrate, count] = channels === 'mono' ? ['64k', '1'] : ['128k', '2'];
  // prettier-ignore
  return [
    '-i', sourceFile, '-map', '0:a:0', '-map_metadata', '-1',
    '-c:a', 'libmp3lame', '-b:a', bitrate, '-ar', '44100', '-ac', count,
    '-write_xing', '1', '-f', 'mp3', file,
  ];
}
