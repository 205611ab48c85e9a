import { expect, test } from 'vitest';
import { splitArgs } from './split-args.ts';

test('each input keeps the options before it, the last argument is the output', () => {
  const parts = splitArgs(
    '-ss 4 -i a.mkv -f concat -i list.txt -map 0 -c copy one.mp4 -map 1 two.mp4'.split(' '),
  );
  expect(parts.inputs).toEqual([
    { options: ['-ss', '4'], source: 'a.mkv' },
    { options: ['-f', 'concat'], source: 'list.txt' },
  ]);
  expect(parts.outputOptions).toEqual(['-map', '0', '-c', 'copy', 'one.mp4', '-map', '1']);
  expect(parts.output).toBe('two.mp4');
});

test('values with spaces stay whole', () => {
  const { outputOptions } = splitArgs(['-metadata', 'title=two words', 'out dir/a.mp3']);
  expect(outputOptions).toEqual(['-metadata', 'title=two words']);
});

test('a command without an output is refused', () => {
  expect(() => splitArgs(['-i', 'a.mkv'])).toThrow('output');
});
