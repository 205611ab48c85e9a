import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { probeMedia } from '../../media/ffmpeg/probe-media.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import type { StudioSeries } from '../../server/protocol/rest.ts';
import type { SoundProblem } from '../../server/protocol/sounds.ts';
import { startRestApi, type RestApi } from '../support/rest-api.ts';
import type { RestClient } from '../support/rest-client.ts';
import { aSeriesBody, signUpOwner } from '../support/rest-journeys.ts';

/** A series' intro and outro as hosts send them, on real ffmpeg. */

const execute = promisify(execFile);
const scope = new Scope('series sounds', silentLog);
let api: RestApi;
let host: RestClient;
let slug: string;
let root: string;

beforeAll(async () => {
  api = await startRestApi(scope);
  host = await signUpOwner(api);
  ({ slug } = await host.ok<StudioSeries>('POST', '/api/studio/series', aSeriesBody));
  root = await mkdtemp(path.join(tmpdir(), 'serambi-sounds-'));
  scope.defer('files', () => rm(root, { recursive: true, force: true }));
});
afterAll(() => scope.close('done'));

const headers = { 'Content-Type': 'audio/unknown' };
const at = (place: string) => `/api/studio/series/${slug}/sounds/${place}`;

/** A file as ffmpeg makes it from a source of its own. */
async function make(name: string, source: string, ...args: string[]): Promise<Uint8Array> {
  const file = path.join(root, name);
  // prettier-ignore
  await execute('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', source, ...args, file]);
  return readFile(file);
}
const send = async (place: string, raw: Uint8Array) =>
  host.send('PUT', at(place), { raw: new Uint8Array(raw), headers });
const refused = async (raw: Uint8Array | string): Promise<SoundProblem> => {
  const body = typeof raw === 'string' ? raw : new Uint8Array(raw);
  const answer = await host.refused('invalid-input', 'PUT', at('outro'), {
    ...{ raw: body, headers },
  });
  return (answer.body as { error: { fields: { sound: SoundProblem } } }).error.fields.sound;
};
const tone = (seconds: number) => `sine=f=440:d=${seconds}`;

test.each([
  ['a.wav', ['-c:a', 'pcm_s24le', '-ar', '96000']],
  ['a.mp3', ['-c:a', 'libmp3lame']],
  ['a.m4a', ['-c:a', 'aac']],
  ['a.opus', ['-c:a', 'libopus']],
  ['a.webm', ['-c:a', 'libopus']],
  ['a.flac', ['-c:a', 'flac']],
])('%s is taken, and kept so that its length is known to the sample', async (name, args) => {
  const answer = await send('intro', await make(name, tone(2.5), ...args));
  expect(answer.status).toBe(200);
  const { intro } = answer.body as StudioSeries;
  expect(Math.abs(intro!.durationMs - 2_500)).toBeLessThan(60);
  expect(intro!.url).toMatch(/^\/media\/sounds\/[\w-]+\/intro-[0-9a-f]{16}\.flac$/);
  const kept = path.join(root, 'kept.flac');
  const key = intro!.url.replace('/media/', '');
  const { body } = (await api.objects.read(key))!;
  await writeFile(kept, body);
  const { format, durationMs, streams } = await probeMedia(kept);
  expect({ format, streams }).toMatchObject({
    format: 'flac',
    streams: [{ codec: 'flac', sampleRate: 48_000, channels: 2 }],
  });
  expect(Math.floor(durationMs!)).toBe(intro!.durationMs);
});

test('a picture in the file stays out', async () => {
  const withCover = await make(
    ...(['cover.mp3', tone(2)] as const),
    ...['-f', 'lavfi', '-i', 'color=red:s=64x64:d=0.04', '-map', '0', '-map', '1'],
    ...['-c:a', 'libmp3lame', '-c:v', 'mjpeg', '-frames:v', '1'],
  );
  expect((await send('intro', withCover)).status).toBe(200);
});

test('what is no sound is refused, and says why', async () => {
  expect(await refused('#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n')).toBe('unreadable');
  const whole = await make('cut.wav', tone(3));
  expect(await refused(Buffer.concat([Buffer.from('OggS'), whole.subarray(4, 4_000)]))).toBe(
    'unreadable',
  );
  expect(await refused(await make('film.mp4', 'color=red:s=64x64:d=2'))).toBe('no-sound');
  expect(await refused(await make('long.opus', tone(60.5), '-c:a', 'libopus'))).toBe(
    'too-long',
  );
  expect(await refused(await make('short.wav', tone(0.4)))).toBe('too-short');
  expect(await refused(await make('silent.wav', 'anullsrc=r=48000:cl=stereo:d=3'))).toBe(
    'silent',
  );
  const series = await host.ok<StudioSeries>('GET', `/api/studio/series/${slug}`);
  expect(series.outro).toBeUndefined();
});

test('an outro is put and taken away again, and the intro stays', async () => {
  await send('outro', await make('outro.wav', tone(2)));
  const page = `/api/studio/series/${slug}`;
  expect((await host.ok<StudioSeries>('GET', page)).outro).toMatchObject({
    durationMs: 2_000,
  });
  const without = await host.ok<StudioSeries>('DELETE', at('outro'));
  expect(without.outro).toBeUndefined();
  expect(without.intro).toBeDefined();
});

test('there are two places, for those who are signed in', async () => {
  await host.refused('invalid-input', 'PUT', at('middle'), { raw: 'x', headers });
  await api.browser().refused('not-signed-in', 'PUT', at('intro'), { raw: 'x', headers });
});
