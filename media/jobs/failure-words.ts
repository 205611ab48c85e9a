import { AppError } from '../../server/platform/app-error.ts';
import { cutText } from '../../server/protocol/cut-text.ts';
import { storageFull } from '../../server/platform/s3-errors.ts';
import { FfmpegError } from '../ffmpeg/ffmpeg-error.ts';
import type { Hold } from '../ffmpeg/gate.ts';
import type { Lack } from './make-in-room.ts';
import { NotHandedOver } from './not-handed-over.ts';
import { NotHere } from './not-here.ts';

export type FailureLanguage = 'id' | 'en';
type Failure =
  | 'disk-full'
  | 'not-handed-over'
  | 'not-here'
  | 'storage-away'
  | 'storage-full'
  | 'tool-missing'
  | 'stalled'
  | 'tool'
  | 'other';

/** What a host reads. Each says what happened and what to do next. */
const words: Record<Failure, Record<FailureLanguage, string>> = {
  'disk-full': {
    id: 'Ruang penyimpanan di server penuh. Kosongkan sebagian, lalu tekan Coba lagi.',
    en: 'The server’s disk is full. Make room, then press Try again.',
  },
  'not-handed-over': {
    id: 'Menunggu: akhir rekaman ini belum diserahkan oleh server siaran. Pengolahan berlanjut dengan sendirinya begitu rekamannya lengkap.',
    en: 'Waiting: the server of the session has not handed over the end of this recording yet. The work goes on by itself once it is whole.',
  },
  'not-here': {
    id: 'Rekaman ini tidak ada di server yang mengolah dan tidak ada di penyimpanan. Hubungi pengelola: server dengan ROLE=all hanya memberikan rekamannya kepada server lain dengan COPY_WHILE_LIVE=true. Setelah itu, tekan Coba lagi.',
    en: 'The server that works on this recording does not have it, and neither has the storage. Ask the operator: a server with ROLE=all gives its recordings to others only with COPY_WHILE_LIVE=true. Then press Try again.',
  },
  'storage-away': {
    id: 'Penyimpanan sedang tidak dapat dihubungi. Pengolahan menunggu, dan berlanjut dengan sendirinya setelah tersambung.',
    en: 'The storage cannot be reached right now. The work waits, and goes on by itself once it is back.',
  },
  'storage-full': {
    id: 'Penyimpanan penuh. Kosongkan sebagian; pengolahan menunggu, dan berlanjut dengan sendirinya.',
    en: 'The storage is full. Make room there; the work waits, and goes on by itself.',
  },
  'tool-missing': {
    id: 'ffmpeg, alat pengolah suara dan gambar, tidak ditemukan di server. Hubungi pengelola.',
    en: 'ffmpeg, the tool for sound and pictures, was not found on the server. Ask its operator.',
  },
  stalled: {
    id: 'Pengolahan berhenti di tengah jalan. Tekan Coba lagi; bila terulang, hubungi pengelola.',
    en: 'The work stood still. Press Try again; if it happens again, ask the operator.',
  },
  tool: {
    id: 'Sebagian rekaman tidak dapat diolah. Tekan Coba lagi; bila terulang, kirim rincian ini kepada pengelola.',
    en: 'Part of the recording could not be processed. Press Try again; if it happens again, send the details to the operator.',
  },
  other: {
    id: 'Terjadi kesalahan yang tidak kami duga. Tekan Coba lagi; bila terulang, kirim rincian ini kepada pengelola.',
    en: 'Something unexpected went wrong. Press Try again; if it happens again, send the details to the operator.',
  },
};

/** A sentence for the host, and a technical tail for whoever they ask. */
export function describeFailure(
  step: string,
  error: unknown,
  language: FailureLanguage,
): { error: string; errorDetail: string } {
  return {
    error: words[classify(error)][language],
    errorDetail: cutText(`${step}: ${messageOf(error)}`, 4_000),
  };
}

/** Whether something we depend on is away, or full: waiting mends that, and nothing else does. */
export function isAway(error: unknown): boolean {
  const failure = classify(error);
  return (
    failure === 'storage-away' || failure === 'storage-full' || failure === 'not-handed-over'
  );
}

/** What a host reads while a step stands still. */
export const holdWords: Record<Hold, Record<FailureLanguage, string>> = {
  rooms: {
    id: 'Menunggu: siaran langsung sedang memakai server. Pengolahan berlanjut dengan sendirinya setelah longgar.',
    en: 'Waiting: a live session needs the server. The work goes on by itself once there is room.',
  },
  disk: {
    id: 'Menunggu: ruang penyimpanan di server hampir penuh, dan sisanya disimpan untuk merekam siaran langsung. Mintalah agar sebagian dikosongkan; pengolahan berlanjut dengan sendirinya.',
    en: 'Waiting: the server’s disk is nearly full, and what is left is kept for recording live sessions. Have some room made; the work goes on by itself.',
  },
};

/** What a host reads while there is no room to begin. */
const lackWords: Record<Lack['why'], Record<FailureLanguage, (gigabytes: string) => string>> = {
  'no-room': {
    id: (gigabytes) =>
      `Menunggu: ruang penyimpanan di server tidak cukup untuk mengolah rekaman ini. Kurang lebih ${gigabytes} GB lagi perlu dikosongkan; pengolahan dimulai dengan sendirinya setelah itu.`,
    en: (gigabytes) =>
      `Waiting: the server’s disk has no room to work on this recording. About ${gigabytes} GB more must be free; the work begins by itself then.`,
  },
  'gave-way': {
    id: (gigabytes) =>
      `Menunggu: siaran langsung memerlukan ruang penyimpanan di server, sehingga hasil olahan sejauh ini dihapus. Rekamannya utuh. Pengolahan dimulai lagi dengan sendirinya setelah siaran selesai, atau bila ${gigabytes} GB lagi dikosongkan.`,
    en: (gigabytes) =>
      `Waiting: a live session needs the server’s disk, so what was made so far has been deleted. The recording itself is whole. The work begins again by itself once the session is over, or ${gigabytes} GB more are free.`,
  },
};

/** What a host reads while there is no room to begin: how much more must be free, to a tenth of a gigabyte. */
export function describeLack({ why, bytes }: Lack, language: FailureLanguage): string {
  const gigabytes = Math.ceil(bytes / 1e8) / 10;
  return lackWords[why][language](new Intl.NumberFormat(language).format(gigabytes));
}

/** What a host reads while no machine takes a recording that waits. */
export const nobodyTakesIt: Record<FailureLanguage, string> = {
  id: 'Menunggu: belum ada mesin pengolah yang mengambil rekaman ini. Hubungi pengelola server. Pengolahan dimulai dengan sendirinya begitu mesinnya menyala.',
  en: 'Waiting: no media machine has taken this recording yet. Ask the server’s operator. The work begins by itself once one is running.',
};

function classify(error: unknown): Failure {
  const text = `${codesOf(error).join(' ')} ${messageOf(error)}`;
  if (/ENOSPC|No space left on device|EDQUOT/.test(text)) return 'disk-full';
  if (codesOf(error).includes(storageFull)) return 'storage-full';
  if (error instanceof NotHandedOver) return 'not-handed-over';
  if (error instanceof NotHere) return 'not-here';
  if (error instanceof AppError && error.code === 'unavailable') return 'storage-away';
  if (/ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN/.test(text)) return 'storage-away';
  if (!(error instanceof FfmpegError)) return /no progress/.test(text) ? 'stalled' : 'other';
  if (/code 127|Cannot find ff|ENOENT/.test(text)) return 'tool-missing';
  return /no progress/.test(text) ? 'stalled' : 'tool';
}

function messageOf(error: unknown): string {
  if (error instanceof FfmpegError) return `${error.message}\n${error.stderrTail}`;
  return error instanceof Error ? error.message : String(error);
}

/** System error codes of the error and of what caused it. */
function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const code = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  return [...code, ...codesOf(error.cause)];
}
