import { spawn } from 'node:child_process';
import { ffmpegSettings } from '../ffmpeg/ffmpeg-settings.ts';

export type RecogniserRun = {
  /** Program and arguments, parted by spaces. Gets the sound's path and the language as its last two. */
  command: string;
  wav: string;
  /** ISO 639-1. */
  language: string;
  /** It is killed when it takes longer; time in which live rooms need the machine does not count. */
  limitMs: number;
  signal: AbortSignal;
  /** 0 to 1, where it says a percentage. */
  onProgress: (fraction: number) => void;
};

/** As large as the words of days. */
const maxOutput = 16 * 1024 * 1024;
const maxTail = 4_000;

/** It failed. `message` ends with what it said last. */
export class RecogniserError extends Error {
  override readonly name = 'RecogniserError';
}

/**
 * Runs the operator's speech recognition once: last in line for the processor, paused while live rooms are busy, killed
 * with all it started when the signal aborts or its time is over. Returns what it wrote, and what it said.
 */
export async function runRecogniser(
  run: RecogniserRun,
): Promise<{ output: Buffer; said: string }> {
  const { command, wav, language, limitMs, signal, onProgress } = run;
  signal.throwIfAborted();
  const program = command.trim().split(/\s+/);
  const child = spawn('nice', ['-n', '19', ...program, wav, language], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: scripts start other programs.
    detached: true,
  });
  const send = (name: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    } catch {
      // Ended already.
    }
  };
  const kill = (): void => send('SIGKILL');
  const watched = { isLate: false };
  let timer: NodeJS.Timeout | undefined;
  const watch = (): void => {
    timer = setTimeout(() => {
      watched.isLate = true;
      kill();
    }, limitMs);
  };
  watch();
  const leaveGate = ffmpegSettings.gate.join({
    pause: () => {
      clearTimeout(timer);
      send('SIGSTOP');
    },
    resume: () => {
      watch();
      send('SIGCONT');
    },
  });
  signal.addEventListener('abort', kill, { once: true });

  const output: Buffer[] = [];
  let bytes = 0;
  let said = '';
  child.stdout.on('data', (piece: Buffer) => {
    bytes += piece.length;
    if (bytes > maxOutput) kill();
    else output.push(piece);
  });
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    said = (said + piece).slice(-maxTail);
    const percent = /(\d{1,3})(?:\.\d+)?\s?%[^%]*$/.exec(piece)?.[1];
    if (percent !== undefined) onProgress(Math.min(1, Number(percent) / 100));
  });
  try {
    const code = await new Promise<number | string>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (status, name) => resolve(status ?? name ?? 'unknown'));
    });
    signal.throwIfAborted();
    if (watched.isLate)
      throw failure(`took longer than ${Math.round(limitMs / 60_000)} min`, said);
    if (bytes > maxOutput) throw failure('wrote more than anybody could have said', said);
    if (code !== 0) throw failure(`ended with ${code}`, said);
    return { output: Buffer.concat(output), said };
  } finally {
    signal.removeEventListener('abort', kill);
    clearTimeout(timer);
    leaveGate();
  }
}

const failure = (what: string, said: string): RecogniserError =>
  new RecogniserError(`The command for speech recognition ${what}\n${said.trim()}`.trim());
