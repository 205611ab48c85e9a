import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { configureFfmpeg } from '../../media/ffmpeg/ffmpeg-settings.ts';
import { createYieldGate, openGate } from '../../media/ffmpeg/gate.ts';
import type { RemuxedTake } from '../../media/contract/remuxed-take.ts';
import type { PipelineSteps } from '../../media/jobs/make-episode.ts';
import { createTranscriber } from '../../media/jobs/transcribe-recording.ts';
import { runRecogniser } from '../../media/steps/run-recogniser.ts';
import { createRecognitionRepository } from '../../media/store/recognition-repository.ts';
import { createRecordingRepository } from '../../media/store/recording-repository.ts';
import type { Database } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { openLocalObjectStore } from '../../server/platform/object-store-local.ts';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { Scope } from '../../server/platform/scope.ts';
import { createTranscriptRepository } from '../../server/store/transcript-repository.ts';
import { openTestDatabase } from '../support/database.ts';
import { overheard, speakOverheard } from '../support/overheard-voices.ts';
import { isRunning, startLeftRecogniser } from '../support/processes.ts';
import { addRecording, aSession } from '../support/stored.ts';
import { createTestSteps } from '../support/test-pipeline.ts';
import { makeVoiceTake } from '../support/voice-takes.ts';

/** A command of the operator writes down what each person said. The command is a script; sound, jobs and database are real. */

const scope = new Scope('transcribe', silentLog);
const durationMs = 6_000;
let root: string;
let store: ObjectStore;
let database: Database;
let takes: RemuxedTake[];
let recordingId: string;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'serambi-transcribe-'));
  scope.defer('files', () => rm(root, { recursive: true, force: true }));
  store = await openLocalObjectStore(path.join(root, 'objects'));
  database = await openTestDatabase(scope);
  // Budi speaks in the first half, Sari in the second.
  const speaking = (when: string) => `aevalsrc='0.3*sin(2*PI*300*t)*${when}':s=48000`;
  const voice = (peerId: string, when: string) =>
    makeVoiceTake(root, {
      peerId,
      displayName: peerId,
      firstMs: 0,
      seconds: 6,
      sound: speaking(when),
    });
  takes = [await voice('budi', 'lt(t,3)'), await voice('sari', 'gt(t,3)')];
});
beforeEach(async () => {
  const session = await aSession(database);
  ({ recordingId } = await addRecording(database, session, { state: 'ready' }));
});
afterEach(() => configureFfmpeg({ gate: openGate }));
afterAll(() => scope.close('done'));

/** A script for Node.js. `wav` is what it was given, `language` too. */
async function script(name: string, body: string): Promise<string> {
  const file = path.join(root, `${name}.mjs`);
  const head = [
    `#!${process.execPath}`,
    `import { readFileSync } from 'node:fs';`,
    'const [wav, language] = process.argv.slice(-2);',
  ];
  await writeFile(file, [...head, body, ''].join('\n'));
  await chmod(file, 0o755);
  return file;
}
/** Says what it was given, at two moments. */
const hearing = `
const bytes = readFileSync(wav);
const found = [bytes.readUInt16LE(22), bytes.readUInt32LE(24), bytes.length > 180_000, language];
process.stderr.write('progress = 50%\\n');
process.stdout.write('WEBVTT\\n\\n00:01.000 --> 00:02.000\\n' + found.join(' '));
process.stdout.write('\\n\\n00:04.000 --> 00:05.000\\n<v Speaker 1>' + found.join(' ') + '\\n');
`;

function transcribe(
  command: string,
  { revision = 1, steps = {} }: { revision?: number; steps?: Partial<PipelineSteps> } = {},
): Promise<void> {
  const run = createTranscriber({
    steps: { ...createTestSteps(database, { takes, durationMs }), ...steps },
    ...{ command, backoff: [] },
    rows: createRecognitionRepository(database.prisma),
    recordings: createRecordingRepository(database.prisma),
    ...{ store, recordingsDir: root, log: silentLog },
  });
  return run({ recordingId, revision }, new AbortController().signal);
}
const transcripts = () => createTranscriptRepository(database.prisma);

test('each voice is written down under its name, where it spoke, as a draft', async () => {
  await transcribe(await script('hearing', hearing));
  const draft = await transcripts().find(recordingId);
  expect(draft).toMatchObject({ version: 1, publishedVersion: null });
  const heard = '1 16000 true id';
  expect(
    draft?.cues.map(({ fromMs, toMs, speaker, text }) => ({ fromMs, toMs, speaker, text })),
  ).toEqual([
    { fromMs: 1_000, toMs: 2_000, speaker: 'budi', text: heard },
    { fromMs: 4_000, toMs: 5_000, speaker: 'sari', text: heard },
  ]);
  expect(await transcripts().findRecognition(recordingId)).toEqual({
    ...{ state: 'done', progress: 1 },
  });
});

test('whom another microphone heard, too, is written down once', async () => {
  const { sari, rina } = await speakOverheard(root);
  const voice = (peerId: string, file: string) =>
    makeVoiceTake(root, {
      ...{ peerId, displayName: peerId, firstMs: 0, seconds: overheard.seconds },
      sound: { file },
    });
  const heard = [await voice('ani', sari), await voice('rina', rina)];
  const steps = createTestSteps(database, {
    ...{ takes: heard, durationMs: overheard.seconds * 1_000 },
  });
  await transcribe(await script('hearing', hearing), { steps });
  const draft = await transcripts().find(recordingId);
  expect(draft?.cues.map(({ speaker, fromMs }) => [speaker, fromMs])).toEqual([
    ['ani', 1_000],
    ['ani', 4_000],
  ]);
});

test('what somebody wrote meanwhile stays, and a recording that was changed is not written', async () => {
  const command = await script('hearing', hearing);
  await transcribe(command, { revision: 2 });
  expect(await transcripts().find(recordingId)).toBeUndefined();
  await transcripts().save(recordingId, { version: 1, cues: [] });
  await transcribe(command);
  expect(await transcripts().find(recordingId)).toMatchObject({ cues: [] });
  expect(await transcripts().findRecognition(recordingId)).toBeUndefined();
});

test.each([
  ['that fails', `console.error('no model'); process.exit(3)`, /ended with 3[\s\S]*no model/],
  ['that writes nonsense', `console.log('WEBVTT\\n\\n1 --> 2\\nx')`, /Line 3/],
  ['that writes no text', `process.stdout.write(Buffer.from([255, 0, 255]))`, /no text/],
])('a command %s is told, and nothing else fails', async (_what, body, problem) => {
  await transcribe(await script('failing', body));
  expect(await transcripts().find(recordingId)).toBeUndefined();
  expect(await transcripts().findRecognition(recordingId)).toMatchObject({
    state: 'failed',
    problem: expect.stringMatching(problem) as string,
  });
  const where = { recordingId };
  expect(await database.prisma.recording.findUniqueOrThrow({ where })).toMatchObject({
    state: 'ready',
  });
});

test('a command that is not there is told as well', async () => {
  await transcribe('/tidak/ada --model besar');
  expect(await transcripts().findRecognition(recordingId)).toMatchObject({ state: 'failed' });
});

test('that there are no sounds to write down is told as well, and no more once there are', async () => {
  const command = await script('hearing', hearing);
  const { stems } = createTestSteps(database, { takes, durationMs });
  const failing = { ...stems, run: () => Promise.reject(new Error('No space left on device')) };
  await transcribe(command, { steps: { stems: failing } });
  expect(await transcripts().findRecognition(recordingId)).toEqual({
    ...{ state: 'failed', progress: 0, problem: 'stems: No space left on device' },
  });
  await transcribe(command);
  expect(await transcripts().findRecognition(recordingId)).toMatchObject({ state: 'done' });
});

test.each(['disk', 'rooms'] as const)(
  'while it stands still its hosts read so: %s',
  async (hold) => {
    let isHeld = true;
    const holds = (what: typeof hold) => () => isHeld && hold === what;
    configureFfmpeg({
      gate: createYieldGate({ isBusy: holds('rooms'), isShort: holds('disk') }),
    });
    const state = async () => (await transcripts().findRecognition(recordingId))?.state;
    const running = transcribe(await script('hearing', hearing));
    await expect.poll(state).toBe(hold);
    isHeld = false;
    await running;
    expect(await state()).toBe('done');
  },
);

test('a cue behind the end, or of a page, costs nothing of the others', async () => {
  const odd = `process.stdout.write('WEBVTT\\n\\n00:01.000 --> 00:02.000\\nSelamat datang');
process.stdout.write('\\n\\n00:02.000 --> 00:03.000\\n' + 'kata '.repeat(150));
process.stdout.write('\\n\\n00:30.000 --> 00:31.000\\nTerima kasih sudah menonton.\\n');`;
  await transcribe(await script('padding', odd));
  const draft = await transcripts().find(recordingId);
  const texts = draft?.cues.map(({ text }) => text.length);
  expect(texts).toEqual(['Selamat datang'.length, 499, 249]);
});

test('another command writes another draft, whatever the one before had written', async () => {
  await transcribe(await script('hearing', hearing));
  await database.prisma.transcript.delete({ where: { recordingId } });
  await transcribe(await script('deaf', ''));
  expect(await transcripts().find(recordingId)).toMatchObject({ cues: [] });
});

test('nobody who says nothing is written down', async () => {
  await transcribe(await script('silent', ''));
  expect(await transcripts().find(recordingId)).toMatchObject({ version: 1, cues: [] });
});

test('what a killed runner left at work on it is ended before it is written down anew', async () => {
  const left = path.join(recordingFiles(root, recordingId).work, 'transcribe', 'budi.wav');
  const pid = await startLeftRecogniser(scope, left);
  await transcribe(await script('hearing', hearing));
  await expect.poll(() => isRunning(pid)).toBe(false);
  expect(await transcripts().findRecognition(recordingId)).toMatchObject({ state: 'done' });
});

test('a command that does not end is killed with all that it started, and so is one that is not wanted', async () => {
  const pids = path.join(root, 'pids');
  const command = await script(
    'endless',
    `import { spawn } from 'node:child_process';
     import { writeFileSync } from 'node:fs';
     const child = spawn('sleep', ['1000']);
     writeFileSync(${JSON.stringify(pids)}, String(child.pid));
     setInterval(() => undefined, 1000);
     process.stderr.write('progress = 10%');`,
  );
  const isGone = async (): Promise<boolean> => {
    try {
      const state = await readFile(`/proc/${await readFile(pids, 'utf8')}/stat`, 'utf8');
      return / Z /.test(state);
    } catch {
      return true;
    }
  };
  const shared = { command, wav: 'x.wav', language: 'id', onProgress: () => undefined };
  const late = runRecogniser({
    ...{ ...shared, limitMs: 3_000, signal: new AbortController().signal },
  });
  await expect(late).rejects.toThrow('took longer');
  await expect.poll(isGone).toBe(true);

  const stopping = new AbortController();
  const stopped = runRecogniser({
    ...{ ...shared, limitMs: 60_000, signal: stopping.signal },
    onProgress: () => stopping.abort(new Error('not wanted')),
  });
  await expect(stopped).rejects.toThrow('not wanted');
  await expect.poll(isGone).toBe(true);
});
