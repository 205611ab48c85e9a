import type { ErrorCode } from '../../../server/protocol/errors.ts';

/** What each refusal means to a person, and what to do next. One per error code. */
export const errors = {
  'invalid-input': 'Ada isian yang belum benar. Periksa yang ditandai, lalu coba lagi.',
  'not-signed-in': 'Anda belum masuk, atau sesi masuk Anda sudah berakhir. Silakan masuk lagi.',
  'wrong-credentials':
    'Alamat email atau kata sandi tidak cocok. Periksa keduanya, lalu coba lagi.',
  forbidden: 'Halaman atau tindakan ini bukan untuk akun Anda. Mintalah kepada pengelola.',
  'not-joined': 'Anda belum berada di ruang ini. Masuk ke ruang dulu.',
  'not-found': 'Yang Anda cari tidak ada di sini. Periksa lagi alamatnya.',
  gone: 'Tautan ini sudah tidak berlaku. Mintalah tautan baru kepada penyelenggara.',
  deleted: 'Acara ini sudah dihapus oleh penyelenggara beserta rekamannya.',
  'takes-deleted':
    'Rekaman aslinya sudah dihapus karena masa simpannya habis. Episode ini tidak bisa dibuat ulang.',
  'taken-out':
    'Orang dengan nama ini sudah dikeluarkan dari rekaman, jadi jawabannya tidak masuk ke episode. Minta orang lain yang menjawab.',
  conflict: 'Sudah ada yang mengubahnya lebih dulu. Muat ulang halaman, lalu coba lagi.',
  'consent-needed': 'Jawab dulu pertanyaan tentang rekaman, lalu coba lagi.',
  removed: 'Anda dikeluarkan dari acara ini.',
  locked: 'Ruang sedang dikunci. Tunggu sampai dibuka lagi.',
  'stage-full': 'Panggung sedang penuh. Tunggu sampai ada yang turun.',
  'room-moved': 'Ruang sedang dipindahkan. Anda akan tersambung lagi sebentar lagi.',
  'too-large': 'Berkas atau tulisannya terlalu besar. Perkecil, lalu coba lagi.',
  'too-many': 'Terlalu banyak percobaan. Tunggu satu menit, lalu coba lagi.',
  unavailable: 'Layanan sedang tidak bisa dihubungi. Tunggu sebentar, lalu coba lagi.',
  internal: 'Ada yang tidak beres di pihak kami. Coba lagi sebentar lagi.',
  network: 'Tidak tersambung ke perpustakaan. Periksa sambungan internet Anda, lalu coba lagi.',
} satisfies Record<ErrorCode | 'network', string>;
