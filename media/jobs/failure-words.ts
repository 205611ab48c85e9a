import { AppError } from '../../server/platform/app-error.ts';
import { cutText } from '../../server/protocol/cut-text.ts';
import { storageFull } from '../../server/platform/s3-errors.ts';
import { FfmpegError } from '../ffmpeg/ffmpeg-error.ts';

export type FailureLanguage = 'id' | 'en';
type Failure =
  'disk-full' | 'storage-away' | 'storage-full' | 'tool-missing' | 'stalled' | 'tool' | 'other';

/** What a host reads. Each says what happened and what to do next. */
const words: Record<Failure, Record<FailureLanguage, string>> = {
  'disk-full': {
    id: 'Ruang penyimpanan di server penuh. Kosongkan sebagian, lalu tekan Coba lagi.',
    en: 'The server’s disk is full. Make room, then press Try again.',
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
  return failure === 'storage-away' || failure === 'storage-full';
}

/** What a host reads while live rooms go first. */
export const roomsFirst: Record<FailureLanguage, string> = {
  id: 'Menunggu: siaran langsung sedang memakai server. Pengolahan berlanjut dengan sendirinya setelah longgar.',
  en: 'Waiting: a live session needs the server. The work goes on by itself once there is room.',
};

/** What a host reads while no machine takes a recording that waits. */
export const nobodyTakesIt: Record<FailureLanguage, string> = {
  id: 'Menunggu: belum ada mesin pengolah yang mengambil rekaman ini. Hubungi pengelola server. Pengolahan dimulai dengan sendirinya begitu mesinnya menyala.',
  en: 'Waiting: no media machine has taken this recording yet. Ask the server’s operator. The work begins by itself once one is running.',
};

function classify(error: unknown): Failure {
  const text = `${codesOf(error).join(' ')} ${messageOf(error)}`;
  if (/ENOSPC|No space left on device|EDQUOT/.test(text)) return 'disk-full';
  if (codesOf(error).includes(storageFull)) return 'storage-full';
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
