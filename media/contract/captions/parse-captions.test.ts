import { expect, test } from 'vitest';
import { decodeText } from './decode-text.ts';
import { parseCaptions, parseRecognised } from './parse-captions.ts';

const endMs = 3 * 3_600_000;
const parse = (text: string) => parseCaptions(decodeText(Buffer.from(text)) ?? '', endMs);

test('WebVTT with all that belongs to it', () => {
  const cues = parse(`\uFEFFWEBVTT - Klub Buku
Kind: captions

STYLE
::cue { color: lime }

NOTE
Ditulis oleh Sari.

pembuka
00:01.000 --> 00:04.500 align:start position:10%
<v Bu Sari>Selamat <i>datang</i> &amp; selamat malam.

01:02:03.004 --> 01:02:05.000
<v.keras Pak Budi>Terima kasih.</v>
<v Bu Sari>Sama-sama. 1 < 2</v>

00:02.000 --> 00:05.000
<00:02.500>Tanpa nama,
dua baris
`);
  expect(cues).toEqual([
    { fromMs: 1_000, toMs: 4_500, speaker: 'Bu Sari', text: 'Selamat datang & selamat malam.' },
    { fromMs: 2_000, toMs: 5_000, text: 'Tanpa nama, dua baris' },
    { fromMs: 3_723_004, toMs: 3_725_000, speaker: 'Pak Budi', text: 'Terima kasih.' },
    { fromMs: 3_723_004, toMs: 3_725_000, speaker: 'Bu Sari', text: 'Sama-sama. 1 < 2' },
  ]);
});

const srt = `1
00:00:01,000 --> 00:00:02,500
{\\an8}<font color="red">Satu</font>

2
00:00:02,500 --> 00:00:03,000
Dua
3
00:00:02,800 --> 00:00:04,000
Bersamaan
`;
const fromSrt = [
  { fromMs: 1_000, toMs: 2_500, text: 'Satu' },
  { fromMs: 2_500, toMs: 3_000, text: 'Dua' },
  { fromMs: 2_800, toMs: 4_000, text: 'Bersamaan' },
];
const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16();

test.each([
  ['UTF-8', Buffer.from(srt)],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${srt}`)],
  ['line ends of Windows', Buffer.from(srt.replaceAll('\n', '\r\n'))],
  ['line ends of old', Buffer.from(srt.replaceAll('\n', '\r'))],
  ['UTF-16', Buffer.from(`\uFEFF${srt}`, 'utf16le')],
  ['UTF-16 without a mark', Buffer.from(srt, 'utf16le')],
  ['UTF-16, big end first', swapped(Buffer.from(`\uFEFF${srt}`, 'utf16le'))],
  ['UTF-16, big end first, without a mark', swapped(Buffer.from(srt, 'utf16le'))],
])('SubRip as %s, also where no line is left between two', (_how, bytes) => {
  expect(parseCaptions(decodeText(bytes) ?? '', endMs)).toEqual(fromSrt);
});

test.each([
  ['another encoding', Buffer.from([0x31, 0xe9, 0x20])],
  ['another kind of file', Buffer.from('%PDF\0\0\0')],
])('%s is no text', (_what, bytes) => {
  expect(decodeText(bytes)).toBeUndefined();
});

const cue = (timing: string, text = 'Halo') => `WEBVTT\n\n${timing}\n${text}\n`;

test.each([
  ['a time that cannot be read', cue('00:01 -> 00:02'), 'no-time', '3'],
  ['seconds above 59', cue('00:61.000 --> 01:02.000'), 'time', '3'],
  ['a time cut short', cue('00:01.000 -->'), 'time', '3'],
  ['an end before the beginning', cue('00:05.000 --> 00:04.000'), 'backwards', '3'],
  ['a file of another session', cue('03:00:00.000 --> 03:00:01.000'), 'beyond', '3'],
  ['a page of text', cue('00:01.000 --> 00:02.000', 'a'.repeat(501)), 'too-long', '3'],
  ['words before a time', `1\nHalo\nSemua\n00:00:01,000 --> 00:00:02,000\nx`, 'no-time', '1'],
  ['plain text', 'Halo semua.\n', 'no-time', '1'],
  ['a head alone', 'WEBVTT\n', 'empty', undefined],
  ['nothing said', cue('00:01.000 --> 00:02.000', '<v Sari></v>'), 'empty', undefined],
])('%s is refused, with the line', (_what, text, problem, line) => {
  expect(() => parse(text)).toThrow(
    expect.objectContaining({
      code: 'invalid-input',
      fields: { problem, ...(line === undefined ? {} : { line }) },
    }),
  );
});

test('what ends behind the end is shortened, and a moment lasts', () => {
  expect(parseCaptions(cue('00:09.000 --> 00:20.000'), 10_000)).toMatchObject([
    { fromMs: 9_000, toMs: 10_000 },
  ]);
  expect(parse(cue('00:09.000 --> 00:09.000'))).toMatchObject([{ fromMs: 9_000, toMs: 9_001 }]);
});

test('a book of captions is refused', () => {
  const many = Array.from({ length: 8_001 }, () => '00:01.000 --> 00:02.000\nHalo\n');
  expect(() => parse(`WEBVTT\n\n${many.join('\n')}`)).toThrow(/too many/);
});

test('of a program: what is heard behind the end is left out, a page becomes several cues, all else stays', () => {
  const word = 'kata ';
  const text = `WEBVTT

00:01.000 --> 00:02.000
Halo

00:04.000 --> 00:06.000
${word.repeat(150)}

00:07.000 --> 00:06.500
Terbalik

00:10.000 --> 00:12.000
Terima kasih sudah menonton.

00:30.000 --> 00:31.000
Terima kasih sudah menonton.
`;
  const { cues, dropped, split } = parseRecognised(text, 10_000);
  expect({ dropped, split }).toEqual({ dropped: 3, split: 1 });
  expect(cues[0]).toEqual({ fromMs: 1_000, toMs: 2_000, text: 'Halo' });
  const [first, second, ...none] = cues.slice(1);
  expect(none).toEqual([]);
  expect([first?.fromMs, second?.toMs]).toEqual([4_000, 6_000]);
  expect(first?.toMs).toBe(second?.fromMs);
  expect(first?.text.length).toBeLessThanOrEqual(500);
  expect(`${first?.text} ${second?.text}`).toBe(word.repeat(150).trim());
});

test('of a program: a page without a space, in no time, is cut where it must be', () => {
  const { cues } = parseRecognised(cue('00:01.000 --> 00:01.000', 'a'.repeat(1_200)), 10_000);
  expect(cues.map(({ text }) => text.length)).toEqual([500, 500, 200]);
  expect(cues.every(({ fromMs, toMs }) => toMs > fromMs)).toBe(true);
});

test('of a program: nothing but what is left out is nothing said, and no captions are refused', () => {
  const beyond = cue('00:30.000 --> 00:31.000');
  expect(parseRecognised(beyond, 10_000)).toEqual({ cues: [], dropped: 1, split: 0 });
  expect(() => parseRecognised(cue('1 --> 2'), 10_000)).toThrow('Line 3');
});

test('of a program: as many cues as it writes are read', () => {
  const many = Array.from({ length: 20_000 }, () => '00:01.000 --> 00:02.000\nHalo\n');
  expect(parseRecognised(`WEBVTT\n\n${many.join('\n')}`, endMs).cues).toHaveLength(20_000);
});
