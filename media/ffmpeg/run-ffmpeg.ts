import { getPriority } from 'node:os';
import type { Readable } from 'node:stream';
import ffmpeg from 'fluent-ffmpeg';
import type { Logger } from '../../server/platform/log.ts';
import { createWatchdog } from '../../server/platform/watchdog.ts';
import { FfmpegError } from './ffmpeg-error.ts';
import { ffmpegSettings } from './ffmpeg-settings.ts';
import { pauseProcess } from './pause-process.ts';
import { createProgressLines } from './progress-lines.ts';
import { splitArgs } from './split-args.ts';

/** Below every live room on this machine. */
export const niceness = 10;
/** Last of all: only what nothing else wants. */
const idleNiceness = 19;
/** An ffmpeg that has written nothing for this long hangs: on a broken file, a dead disk. */
const stallMs = 120_000;

/** Our inputs are files of our own and pipes; a playlist or a concat list among them must not reach further. */
const allowedProtocols = 'file,pipe,crypto';

/** A disk without room for the end of a file: ffmpeg says so and exits with 0, as if all of it had been written. */
const unwritten = /\bError (?:writing trailer of|closing file)\b/;

export type FfmpegRun = {
  /** As on a command line: inputs with `-i`, the output last. Absolute paths. */
  args: readonly string[];
  signal: AbortSignal;
  log: Logger;
  /** Length of the output in ms; with it `onProgress` hears 0 to 1. */
  durationMs?: number;
  onProgress?: (fraction: number) => void;
  /** Read by ffmpeg as `-i pipe:0`. */
  stdin?: Readable;
  /** Where bare file names in the arguments lie. */
  cwd?: string;
  stallMs?: number;
  /** Somebody waits for it: it is short, and not paused while live rooms are busy. */
  isUrgent?: boolean;
  /** Nobody waits for it: it may take as long as it likes. */
  isIdle?: boolean;
};

/**
 * Runs one ffmpeg to its end: niced, without a terminal, paused while live rooms are busy, killed when the signal aborts
 * or when it stalls. Rejects with the signal's reason or with FfmpegError.
 */
export async function runFfmpeg(run: FfmpegRun): Promise<{ stderr: string }> {
  const { signal, log } = run;
  signal.throwIfAborted();
  const lines = createProgressLines();
  const command = toCommand(run);

  const watchdog = createWatchdog(run.stallMs ?? stallMs, () => command.kill('SIGKILL'));
  const kill = (): void => void command.kill('SIGKILL');
  let leaveGate = (): void => undefined;

  command.on('start', (commandLine: string) => {
    log.debug({ command: commandLine }, 'ffmpeg started');
    // kill() does nothing before the process exists, so an early abort is honoured here.
    if (signal.aborted) {
      kill();
      return;
    }
    watchdog.start();
    if (run.isUrgent) return;
    leaveGate = ffmpegSettings.gate.join(pauseProcess(command, watchdog));
  });
  command.on('stderr', (line: string) => {
    const reading = lines.read(line);
    if (reading?.changed) watchdog.pat();
    if (reading?.outTimeMs !== undefined && run.durationMs) {
      run.onProgress?.(Math.min(1, reading.outTimeMs / run.durationMs));
    }
  });

  signal.addEventListener('abort', kill, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      command.on('end', () => resolve());
      command.on('error', (error: Error) => reject(error));
      command.run();
    });
    if (unwritten.test(lines.tail)) throw new Error('ffmpeg could not write the end of a file');
    run.onProgress?.(1);
    return { stderr: lines.text };
  } catch (error) {
    signal.throwIfAborted();
    const message = watchdog.barked
      ? `ffmpeg made no progress for ${(run.stallMs ?? stallMs) / 1_000} s`
      : firstLine(error);
    throw new FfmpegError(message, lines.tail, { cause: error });
  } finally {
    signal.removeEventListener('abort', kill);
    watchdog.stop();
    leaveGate();
  }
}

/** Asks ffmpeg what it can before the first run does: fluent-ffmpeg wants to know once in each process. */
export async function warmFfmpeg(): Promise<void> {
  const command = ffmpeg().setFfmpegPath(ffmpegSettings.ffmpegPath);
  await Promise.all([
    new Promise<void>((resolve) => command.availableFormats(() => resolve())),
    new Promise<void>((resolve) => command.availableEncoders(() => resolve())),
  ]);
}

function toCommand({ args, stdin, cwd, isIdle }: FfmpegRun): ffmpeg.FfmpegCommand {
  const { inputs, outputOptions, output } = splitArgs(args);
  const command = ffmpeg({
    // It comes on top of what this process has itself.
    niceness: Math.max(0, (isIdle ? idleNiceness : niceness) - getPriority()),
    ...(cwd ? { cwd } : {}),
  }).setFfmpegPath(ffmpegSettings.ffmpegPath);
  for (const { options, source } of inputs) {
    command.input(stdin && source === 'pipe:0' ? stdin : source);
    // Spread, not passed as one array: fluent-ffmpeg splits a lone array's two-word entries at the space.
    command.inputOptions(...['-protocol_whitelist', allowedProtocols, ...options]);
  }
  command.output(output);
  // Progress goes to stderr and not to stdout, which fluent-ffmpeg buffers and an output may want.
  const globals = ['-nostdin', '-hide_banner', '-nostats', '-progress', 'pipe:2'];
  command.outputOptions(...[...globals, ...outputOptions]);
  return command;
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n', 1)[0] ?? message;
}
