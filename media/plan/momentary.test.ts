import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { parseLoudness } from './loudness.ts';
import { integrate, momentaryFilter, parseMomentary } from './momentary.ts';

const execute = promisify(execFile);

test.each([
  'aevalsrc=0.2*sin(880*t)*gt(mod(t\\,7)\\,2)+0.01*sin(700*t):d=40',
  'aevalsrc=0.1*sin(2000*t)*(1+sin(t/3)):d=21',
])('what is integrated from pieces is what ffmpeg measures of the whole', async (source) => {
  const cwd = await mkdtemp(path.join(tmpdir(), 'serambi-momentary-'));
  try {
    // prettier-ignore
    const { stderr } = await execute('ffmpeg', [
      '-nostdin', '-f', 'lavfi', '-i', source, '-af', `aresample=48000,${momentaryFilter('m.txt')}`, '-f', 'null', '-',
    ], { cwd });
    const values = parseMomentary(await readFile(path.join(cwd, 'm.txt'), 'utf8'));
    const pieces = [values.slice(0, 77), values.slice(77, 150), values.slice(150)];
    expect(integrate(pieces)).toBeCloseTo(parseLoudness(stderr).lufs ?? 0, 1);
  } finally {
    await rm(cwd, { recursive: true });
  }
});

test('of silence there is no loudness', () => {
  expect(integrate([[-120.7, -90], []])).toBeNull();
});

test('digital silence survives being kept', () => {
  const values = parseMomentary('lavfi.r128.M=-inf\nlavfi.r128.M=nan\nlavfi.r128.M=-23.500\n');
  const kept = JSON.parse(JSON.stringify(values)) as number[];
  expect(kept).toEqual([-120, -120, -23.5]);
  expect(integrate([kept])).toBeCloseTo(-23.5);
});
