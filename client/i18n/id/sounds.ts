/** Sounds that hosts send: a series' intro and outro, and answers spoken after a session. */
export const sounds = {
  series: {
    title: 'Suara pembuka dan penutup',
    text: 'Terdengar di awal dan akhir setiap episode, sekeras suara acaranya. Paling lama 1 menit: WAV, MP3, M4A, Opus, atau FLAC. Perubahan berlaku untuk episode yang dibuat sesudahnya.',
    rights: 'Pakailah hanya musik yang boleh Anda siarkan.',
    intro: 'Pembuka',
    outro: 'Penutup',
    introNone: 'Belum ada pembuka.',
    outroNone: 'Belum ada penutup.',
    introChoose: 'Pilih suara pembuka',
    introReplace: 'Ganti suara pembuka',
    introRemove: 'Hapus suara pembuka',
    outroChoose: 'Pilih suara penutup',
    outroReplace: 'Ganti suara penutup',
    outroRemove: 'Hapus suara penutup',
    sending: 'Sedang dikirim…',
    saved: 'Suaranya tersimpan.',
    removed: 'Suaranya dihapus. Episode yang sudah jadi tidak berubah.',
  },
  problem: {
    unreadable:
      'Berkas ini tidak bisa dibaca sebagai suara. Simpan sebagai WAV, MP3, M4A, Opus, atau FLAC, lalu kirim lagi.',
    'no-sound': 'Tidak ada suara di dalam berkas ini.',
    'too-short': 'Suara ini terlalu pendek: kurang dari satu detik.',
    'too-long': 'Suara ini terlalu panjang. Potong dulu, lalu kirim lagi.',
    silent: 'Suara ini kosong: tidak terdengar apa-apa di dalamnya.',
    'too-large': 'Berkas ini terlalu besar. Simpan sebagai MP3 atau M4A, lalu kirim lagi.',
  },
};
