import { answerWords } from '../../feeds/answer-lines.ts';

/** What the server's own plain pages say; the application has catalogues of its own. */
const indonesian = {
  live: 'Sedang siaran',
  upcoming: 'Akan datang',
  episodes: 'Episode',
  series: 'Seri',
  home: 'Beranda',
  by: 'oleh',
  subscribe: 'Langganan (RSS)',
  download: 'Unduh audio',
  chapters: 'Bab',
  transcript: 'Transkrip',
  ...answerWords.id,
  nothingYet: 'Belum ada apa-apa di sini.',
  noScript:
    'Halaman ini memerlukan JavaScript. Nyalakan di pengaturan peramban, lalu muat ulang.',
  join: 'Untuk masuk ke acara ini, JavaScript harus menyala di peramban Anda.',
  listenAgain: 'Dengarkan rekamannya',
  notFound: 'Halaman ini tidak ada',
  notFoundText: 'Mungkin alamatnya salah ketik, atau halamannya sudah dipindahkan.',
  gone: 'Episode ini sudah ditarik',
  goneText: 'Penyelenggara tidak lagi menerbitkannya.',
  deleted: 'Acara ini sudah dihapus',
  deletedText:
    'Penyelenggara menghapusnya beserta rekamannya. Alamatnya benar, tetapi tidak ada lagi yang disimpan.',
};

const english: typeof indonesian = {
  live: 'On now',
  upcoming: 'Coming up',
  episodes: 'Episodes',
  series: 'Series',
  home: 'Home',
  by: 'by',
  subscribe: 'Subscribe (RSS)',
  download: 'Download the audio',
  chapters: 'Chapters',
  transcript: 'Transcript',
  ...answerWords.en,
  nothingYet: 'There is nothing here yet.',
  noScript: 'This page needs JavaScript. Switch it on in the browser’s settings and reload.',
  join: 'To join this session, JavaScript must be on in your browser.',
  listenAgain: 'Listen to the recording',
  notFound: 'This page does not exist',
  notFoundText: 'The address may have a typing mistake, or the page has moved.',
  gone: 'This episode was taken back',
  goneText: 'Its hosts no longer publish it.',
  deleted: 'This session was deleted',
  deletedText:
    'Its hosts deleted it together with its recording. The address is right, but nothing of it is kept.',
};

export const pageWords = { id: indonesian, en: english };

/** "Sabtu, 28 November 2026 pukul 20.00 WIB", in the library's zone. */
export function formatMoment(iso: string, language: 'id' | 'en', timeZone: string): string {
  const locale = language === 'id' ? 'id-ID' : 'en-GB';
  const date = new Date(iso);
  const text = date.toLocaleString(locale, { dateStyle: 'full', timeStyle: 'short', timeZone });
  const parts = new Intl.DateTimeFormat(locale, { timeZoneName: 'short', timeZone });
  const zone = parts.formatToParts(date).find(({ type }) => type === 'timeZoneName')?.value;
  return zone ? `${text} ${zone}` : text;
}

/** 1:02:03, or 2:03 below an hour. */
export function formatPosition(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (n: number): string => String(n).padStart(2, '0');
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
