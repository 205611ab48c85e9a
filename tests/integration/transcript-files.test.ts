import { WebVTTParser } from 'webvtt-parser';
import { expect, test } from 'vitest';
import { captionsVtt, transcriptVtt } from '../../media/plan/transcript.ts';

/** What people say and are called must not break the files that players read. */

const awkward = [
  { fromMs: 0, toMs: 1_500, speaker: 'Bu <Sari>', text: 'A < B & C --> D' },
  { fromMs: 1_000, toMs: 2_000, speaker: 'Budi', text: 'kata '.repeat(30).trim() },
  { fromMs: 3_723_004, toMs: 3_725_000, text: 'tanpa nama' },
];

test.each([
  ['for podcast apps', transcriptVtt(awkward)],
  // The validator knows no header of HLS.
  ['for HLS', captionsVtt(awkward).replace(/X-TIMESTAMP-MAP.*\n/, '')],
])('captions %s are valid', (_for, text) => {
  const { cues, errors } = new WebVTTParser().parse(text, 'subtitles');
  expect(errors).toEqual([]);
  expect(cues.map(({ startTime, endTime }) => [startTime, endTime])).toEqual([
    [0, 1.5],
    [1, 2],
    [3723.004, 3725],
  ]);
  expect(text).toMatch(/<v Bu &lt;Sari&gt;>(Bu &lt;Sari&gt;: )?A &lt; B &amp; C --&gt; D/);
});
