import { setPriority } from 'node:os';
import { createLog } from '../../server/platform/log.ts';
import { configureFfmpeg } from '../ffmpeg/ffmpeg-settings.ts';
import { createYieldGate } from '../ffmpeg/gate.ts';
import { warmFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import type { SoundSlice } from '../plan/sound-grid.ts';
import { compareVoices, hearVoices, type HeardPerson } from './hear-slices.ts';
import { keepEnvelopes } from './heard-stems.ts';
import { joinPrepared } from './join-prepared.ts';
import { settleSlices } from './settle-slices.ts';
import { ToSound, type FromSound, type SoundDone, type SoundWork } from './sound-messages.ts';

/**
 * The sound process: hears, decides and renders for one recording, and ends. Started by sound-in-child.ts. When that is
 * gone, or wants no more of it, it ends what it has started, and itself.
 */
const log = createLog('info').child({ process: 'sound' });
/** Longer than this it is not waited for work. */
const waitsMs = 20_000;
const abort = new AbortController();
let areRoomsBusy = false;
let goOn = (): void => undefined;

function send(message: FromSound): Promise<void> {
  return new Promise((resolve) => {
    if (process.connected) process.send?.(message, undefined, undefined, () => resolve());
    else resolve();
  });
}

/** Asks one at a time: there is one lane. */
const mayGoOn = async (): Promise<void> => {
  const answered = new Promise<void>((resolve) => (goOn = resolve));
  await send({ type: 'may I go on' });
  await answered;
};

async function make(work: SoundWork): Promise<SoundDone[keyof SoundDone]> {
  const { durationMs, takes, dir, outDir } = work;
  const tools = { workDir: dir, signal: abort.signal, log };
  if (work.do === 'compare') return compareVoices({ durationMs, takes }, tools);
  const { clips } = work;
  if (work.do === 'join') return joinPrepared({ durationMs, takes, clips, outDir }, tools);
  const asked = { durationMs, takes, untilMs: work.untilMs, mayGoOn };
  const idle = { ...tools, isIdle: true };
  if (work.do === 'hear') {
    const { slices, voices } = await hearVoices(asked, idle);
    return toHeard(slices, voices, outDir);
  }
  // What this turn tells of loudness, the next one makes use of.
  const settled = await settleSlices({ ...asked, clips, rounds: 1 }, idle, 1);
  const { slices = [], voices = [], rendered = 0 } = settled ?? {};
  const heard = slices.map(({ slice }) => slice);
  return { ...(await toHeard(heard, voices, outDir)), rendered };
}

async function toHeard(
  slices: readonly SoundSlice[],
  voices: readonly HeardPerson[],
  outDir: string,
): Promise<SoundDone['hear']> {
  const heardMs = slices.at(-1)?.own.toMs ?? 0;
  return { slices: slices.length, heardMs, stems: await keepEnvelopes(voices, outDir) };
}

async function run(work: SoundWork): Promise<void> {
  try {
    await send({ type: 'done', made: await make(work) });
  } catch (error) {
    if (!abort.signal.aborted) log.warn({ err: error, dir: work.dir }, 'no sound made');
    const reason = error instanceof Error ? error.message : String(error);
    await send({ type: 'failed', reason });
  }
  process.exit(0);
}

/** Below every live room on this machine. */
setPriority(10);
const [, , , ffmpegPath = 'ffmpeg'] = process.argv;
configureFfmpeg({ ffmpegPath, gate: createYieldGate({ isBusy: () => areRoomsBusy }) });
// Work that comes meanwhile waits for it no longer than it would anyway.
void warmFfmpeg();
setTimeout(() => {
  if (!working) process.exit(1);
}, waitsMs).unref();
let working: Promise<void> | undefined;
process.on('message', (raw) => {
  const message = ToSound.parse(raw);
  if (message.type === 'rooms') areRoomsBusy = message.areBusy;
  else if (message.type === 'go on') goOn();
  else working ??= run(message.work);
});
process.once('disconnect', () => {
  abort.abort(new Error('Nobody wants the sound any more.'));
  goOn();
  if (!working) process.exit(1);
});
