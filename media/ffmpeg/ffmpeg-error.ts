/** ffmpeg or ffprobe failed. `message` is one line; `stderrTail` is what they said last. */
export class FfmpegError extends Error {
  override readonly name = 'FfmpegError';
  readonly stderrTail: string;

  constructor(message: string, stderrTail: string, options?: ErrorOptions) {
    super(message, options);
    this.stderrTail = stderrTail;
  }
}
