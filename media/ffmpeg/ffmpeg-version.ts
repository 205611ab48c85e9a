import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ffmpegSettings } from './ffmpeg-settings.ts';

const execute = promisify(execFile);

/** What this machine's ffmpeg calls itself, with all it was built with. */
export async function ffmpegVersion(): Promise<string> {
  const { stdout } = await execute(ffmpegSettings.ffmpegPath, ['-version']);
  return stdout.trim();
}
