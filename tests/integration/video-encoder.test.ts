import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { configureFfmpeg } from '../../media/ffmpeg/ffmpeg-settings.ts';
import { planEditList } from '../../media/plan/edit-list.ts';
import { hardwareEncoders } from '../../media/plan/video-encoders.ts';
import { chunksStep } from '../../media/steps/chunks.ts';
import { configureEncoders, createEncoderChoice } from '../../media/steps/video-encoder.ts';
import { openStepTools, type ToolsFor } from '../support/step-tools.ts';
import { titles } from '../support/video-session.ts';

/**
 * No graphics card is here, so a script stands in for ffmpeg on a machine that has one: it knows NVENC, and has the
 * processor do it. Everything else about the encodings is real.
 */

let root: string;
let toolsFor: ToolsFor;
const entries = planEditList({ takes: [], speakers: [], durationMs: 9_000 });

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'serambi encoder '));
  toolsFor = await openStepTools(root);
});
afterEach(async () => {
  configureFfmpeg({ ffmpegPath: 'ffmpeg' });
  configureEncoders([]);
  await rm(root, { recursive: true, force: true });
});

type Card = {
  /** How often it encodes before it fails for good. */
  lasts?: number;
  /** False: puts keyframes where it likes. */
  obeys?: boolean;
};

/** Returns how often the card was asked so far. */
async function insertCard({ lasts = 99, obeys = true }: Card): Promise<() => Promise<number>> {
  const [script, asked] = [path.join(root, 'ffmpeg'), path.join(root, 'asked')];
  await writeFile(asked, '');
  await writeFile(
    script,
    `#!/usr/bin/env bash
args=()
card=no
while [ $# -gt 0 ]; do
  case "$1" in
    h264_nvenc) card=yes; args+=(libx264) ;;
    p5) args+=(veryfast) ;;
    -rc | -b:v | -no-scenecut) shift ;;
    -cq) args+=(-crf) ;;
    -force_key_frames) ${obeys ? 'args+=("$1")' : 'shift'} ;;
    *) args+=("$1") ;;
  esac
  shift
done
if [ $card = yes ]; then
  echo >> '${asked}'
  [ $(wc -l < '${asked}') -le ${lasts} ] || { echo 'OpenEncodeSessionEx failed' >&2; exit 1; }
fi
exec ffmpeg "\${args[@]}"
`,
  );
  await chmod(script, 0o755);
  configureFfmpeg({ ffmpegPath: script });
  configureEncoders(hardwareEncoders);
  return async () => (await readFile(asked, 'utf8')).length;
}

const draw = async () =>
  chunksStep.run({ entries, takes: [], titles }, await toolsFor('chunks'));
const framesOf = ({ chunks }: Awaited<ReturnType<typeof draw>>): number[] =>
  chunks.map(({ frames }) => frames);

test('without a card the processor encodes, and it is tried once', async () => {
  const encoders = createEncoderChoice(hardwareEncoders);
  const tools = await toolsFor('encoders');
  const [one, another] = await Promise.all([encoders.find(tools), encoders.find(tools)]);
  expect([one.name, another.name]).toEqual(['software', 'software']);
  configureFfmpeg({ ffmpegPath: '/nowhere/ffmpeg' });
  expect((await encoders.find(tools)).name).toBe('software');
});

test('who is stopped while a card is tried out stops nobody else', async () => {
  const encoders = createEncoderChoice(hardwareEncoders);
  const stopping = new AbortController();
  const tools = await toolsFor('encoders');
  const stopped = encoders.find({ ...tools, signal: stopping.signal });
  const another = encoders.find(tools);
  stopping.abort(new Error('stopped'));
  await expect(stopped).rejects.toThrow('stopped');
  expect((await another).name).toBe('software');
});

test('a card that keeps the grid encodes every part', async () => {
  const asked = await insertCard({});
  const drawn = await draw();
  expect(framesOf(drawn)).toEqual([270]);
  // Once to try it out.
  expect(await asked()).toBe(1 + drawn.chunks[0]!.parts.length);
});

test('a card that puts keyframes elsewhere is not used', async () => {
  const asked = await insertCard({ obeys: false });
  expect(framesOf(await draw())).toEqual([270]);
  expect(await asked()).toBe(1);
});

test('a card that fails on the way: the next attempt draws all of it with the processor', async () => {
  const asked = await insertCard({ lasts: 1 });
  await expect(draw()).rejects.toThrow();
  const drawn = await draw();
  expect(framesOf(drawn)).toEqual([270]);
  expect(await asked()).toBe(2);
  // As on a machine that never had one.
  configureEncoders([]);
  expect(await draw()).toEqual(drawn);
});
