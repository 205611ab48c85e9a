import { expect, test } from 'vitest';
import { PublishedTranscript } from '../../server/protocol/transcripts.ts';
import { bestVariant, captionsPlaylist, withCaptions } from './captions.ts';
import {
  captionsVtt,
  cuesBetween,
  planTranscript,
  transcriptJson,
  transcriptVtt,
} from './transcript.ts';

const said = (fromMs: number, toMs: number, text: string, speaker = 'Sari') => ({
  ...{ fromMs, toMs, speaker, text },
});
const plan = (
  cues: Parameters<typeof planTranscript>[0],
  edits: Partial<Parameters<typeof planTranscript>[1]> = {},
) =>
  planTranscript(cues, {
    cuts: [],
    silences: [],
    people: ['Sari', 'Budi'],
    leadMs: 0,
    ...edits,
  });

test('words move with the intro, to the ms', () => {
  const leadMs = 3_233.3;
  expect(plan([{ fromMs: 1_000, toMs: 2_500, text: 'Selamat datang.' }], { leadMs })).toEqual([
    { fromMs: 4_233, toMs: 5_733, text: 'Selamat datang.' },
  ]);
});

test('words move with the cuts, and what was cut out is not written', () => {
  const cuts = [
    { fromMs: 0, toMs: 10_000 },
    { fromMs: 20_000, toMs: 25_000 },
  ];
  const cues = [
    said(2_000, 4_000, 'sebelum mulai'),
    said(9_000, 12_000, 'awalnya dipotong'),
    said(9_700, 12_000, 'tersentuh saja'),
    said(18_000, 20_200, 'akhirnya tersentuh saja'),
    said(18_000, 21_000, 'akhirnya dipotong'),
    said(19_000, 30_000, 'melewati potongan'),
    said(30_000, 31_000, 'sesudahnya'),
  ];
  expect(plan(cues, { cuts })).toEqual([
    said(0, 2_000, 'tersentuh saja'),
    said(8_000, 10_000, 'akhirnya tersentuh saja'),
    said(15_000, 16_000, 'sesudahnya'),
  ]);
});

test('of a line that has a number in it, which a host takes out, nothing is written', () => {
  const cues = [said(0, 6_000, 'Nomor saya 0812 555 111, silakan.')];
  const number = { fromMs: 1_500, toMs: 4_400 };
  expect(plan(cues, { cuts: [number] })).toEqual([]);
  expect(plan(cues, { cuts: [{ fromMs: 2_000, toMs: 2_200 }] })).toEqual([]);
  expect(plan(cues, { silences: [{ ...number, speaker: 'Sari' }] })).toEqual([]);
  const parts = [said(0, 1_500, 'Nomor saya'), said(4_400, 6_000, 'silakan.')];
  expect(plan(parts, { silences: [{ ...number, speaker: 'Sari' }] })).toEqual(parts);
  expect(plan(cues, { silences: [{ ...number, speaker: 'Budi' }] })).toEqual(cues);
});

test('who is silenced is not written either, and others are', () => {
  const silences = [{ fromMs: 0, toMs: 5_000, speaker: 'Sari' }];
  const cues = [
    said(1_000, 2_000, 'rahasia'),
    said(1_000, 2_000, 'terdengar', 'Budi'),
    said(4_900, 9_000, 'tersentuh'),
    said(5_000, 6_000, 'sesudahnya'),
  ];
  expect(plan(cues, { silences }).map(({ text }) => text)).toEqual(['terdengar', 'sesudahnya']);
});

const awkward = [
  said(0, 1_500, 'A < B & C --> D', 'Bu <Sari>'),
  said(1_000, 2_000, 'kata '.repeat(30).trim(), 'Budi'),
  { fromMs: 3_723_004, toMs: 3_725_000, text: 'tanpa nama' },
];

test('words of nobody known may be of whoever is silenced: they are not written either', () => {
  const silences = [
    { fromMs: 0, toMs: 4_000, speaker: 'Sari' },
    { fromMs: 2_000, toMs: 5_000, speaker: 'Budi' },
  ];
  const cues = [
    { fromMs: 1_000, toMs: 2_000, text: 'tanpa nama' },
    said(1_000, 2_000, 'salah eja', 'sari'),
    said(1_000, 2_000, 'terdengar', 'Budi'),
    { fromMs: 4_500, toMs: 7_000, text: 'tersentuh' },
    { fromMs: 6_000, toMs: 7_000, text: 'sesudahnya' },
  ];
  expect(plan(cues, { silences }).map(({ text }) => text)).toEqual(['terdengar', 'sesudahnya']);
});

test('lines for podcast apps are short; HLS tells where the picture begins', () => {
  const vtt = transcriptVtt(awkward);
  expect(Math.max(...vtt.split('\n').map((line) => line.replace(/<.*?>/, '').length))).toBe(64);
  expect(vtt).not.toContain('X-TIMESTAMP-MAP');
  expect(captionsVtt(awkward)).toContain('<v Budi>Budi: kata kata');
  expect(captionsVtt(awkward)).toMatch(
    /^WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n\n00:00:00.000 --> /,
  );
});

test('as JSON it has seconds and names', () => {
  const { segments } = PublishedTranscript.parse(JSON.parse(transcriptJson(awkward)));
  expect(segments[0]).toEqual({
    ...{ speaker: 'Bu <Sari>', startTime: 0, endTime: 1.5, body: 'A < B & C --> D' },
  });
  expect(segments[2]?.speaker).toBeUndefined();
});

test('a playlist with words is the one without, and the words', () => {
  const master = [
    '#EXTM3U',
    '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio"',
    '#EXT-X-STREAM-INF:BANDWIDTH=1,AUDIO="audio"',
    '720p/index.m3u8',
    '#EXT-X-STREAM-INF:BANDWIDTH=2,AUDIO="audio"',
    'audio/index.m3u8',
    '#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=1,URI="i.m3u8"',
    '',
  ];
  const words = { uri: 'captions-1.m3u8', language: 'id', name: 'Bahasa Indonesia' };
  expect(withCaptions(master.join('\n'), words).split('\n')).toEqual([
    ...master.slice(0, 2),
    '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="captions",NAME="Bahasa Indonesia",LANGUAGE="id",DEFAULT=NO,AUTOSELECT=YES,FORCED=NO,CHARACTERISTICS="public.accessibility.transcribes-spoken-dialog",URI="captions-1.m3u8"',
    '#EXT-X-STREAM-INF:BANDWIDTH=1,AUDIO="audio",SUBTITLES="captions"',
    '720p/index.m3u8',
    '#EXT-X-STREAM-INF:BANDWIDTH=2,AUDIO="audio",SUBTITLES="captions"',
    ...master.slice(5),
  ]);
  expect(() => withCaptions('#EXTM3U\n', words)).toThrow();
  expect(captionsPlaylist('captions-1.vtt', [{ seconds: 61.4, bytes: 900 }])).toContain(
    '#EXT-X-TARGETDURATION:61\n#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXTINF:61.40000,\ncaptions-1.vtt\n',
  );
  expect(bestVariant(master.join('\n'))).toBe('720p/index.m3u8');
});

test('where the picture has a seam, captions have one, and what is said over it is divided', () => {
  const cue = { fromMs: 11_000, toMs: 13_000, text: 'di sini' };
  expect(cuesBetween([cue], 0, 12_000)).toEqual([{ ...cue, toMs: 12_000 }]);
  expect(cuesBetween([cue], 12_000, 20_000)).toEqual([{ ...cue, fromMs: 12_000 }]);
  expect(cuesBetween([cue], 13_000, 20_000)).toEqual([]);
  expect(captionsVtt([cue], 12_000)).toContain('MPEGTS:1080000,LOCAL:00:00:12.000\n');
  const sections = [
    { seconds: 12, bytes: 70 },
    { seconds: 8, bytes: 60 },
  ];
  expect(captionsPlaylist('c.vtt', sections)).toContain(
    '#EXTINF:12.00000,\n#EXT-X-BYTERANGE:70@0\nc.vtt\n#EXT-X-DISCONTINUITY\n#EXTINF:8.00000,\n#EXT-X-BYTERANGE:60@70\nc.vtt\n#EXT-X-ENDLIST',
  );
});
