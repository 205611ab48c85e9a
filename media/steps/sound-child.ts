import { setPriority } from 'node:os';
import { createLog } from '../../server/platform/log.ts';
import { configureFfmpeg } from '../ffmpeg/ffmpeg-settings.ts';
import { createYieldGate } from '../ffmpeg/gate.ts';
import { warmFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import { compareVoices } from './hear-slices.ts';
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

async function make({ dir, outDir, ...work }: SoundWork): Promise<SoundDone[keyof SoundDone]> {
  const tools = { workDir: dir, signal: abort.signal, log };
  if (work.do === 'compare') return compareVoices(work, tools);
  if (work.do === 'join') return joinPrepared({ ...work, outDir }, tools);
  // What this turn tells of loudness, the next one makes use of.
  const turn = { ...work, mayGoOn, rounds: 1 };
  const settled = await settleSlices(turn, { ...tools, isIdle: true }, 1);
  const { slices = [], voices = [], rendered = 0 } = settled ?? {};
  const heardMs = slices.at(-1)?.slice.own.toMs ?? 0;
  const stems = await keepEnvelopes(voices, outDir);
  return { slices: slices.length, heardMs, stems, rendered };
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
