import { expect, test } from 'vitest';
import { toChaptersJson } from './chapters-json.ts';

test('chapters are ascending, in seconds', () => {
  const json = toChaptersJson([
    { startMs: 61_500, title: 'Dua "2"', kind: 'mark' },
    { startMs: 0, title: 'Satu', kind: 'start' },
  ]);
  expect(JSON.parse(json)).toEqual({
    version: '1.2.0',
    chapters: [
      { startTime: 0, title: 'Satu' },
      { startTime: 61.5, title: 'Dua "2"' },
    ],
  });
});
