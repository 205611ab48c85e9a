/** Slides: shown to everyone as pictures, turned by those who present. */
export const slides = {
  title: 'Slide',
  shown: 'Slide {{page}} dari {{pages}}: {{title}}',
  enlarge: 'Perbesar slide',
  larger: 'Lebih besar',
  smaller: 'Lebih kecil',
  close: 'Tutup',
  now: 'Slide di panggung',
  pageOf: 'halaman {{page}} dari {{pages}}',
  pageShown: '{{page}}, tampil',
  showPage: 'Tampilkan halaman {{page}}',
  previous: 'Sebelumnya',
  next: 'Berikutnya',
  hide: 'Sembunyikan slide',
  notes: 'Catatan Anda',
  notesHelp: 'Hanya terlihat oleh penyelenggara dan orang yang menyajikan slide ini.',
  saveNotes: 'Simpan catatan',
  none: 'Belum ada slide',
  noneText:
    'Slide tampil sebagai gambar: tajam, dan jauh lebih hemat kuota daripada berbagi layar.',
  pages_other: '{{count}} halaman',
  making: 'sedang disiapkan, {{made}} dari {{count}} halaman',
  problem: {
    damaged:
      'hanya {{made}} dari {{count}} halaman yang bisa dibuat. Simpan ulang PDF-nya, lalu kirim lagi.',
    interrupted:
      'hanya {{made}} dari {{count}} halaman yang sempat dibuat, karena server dimulai ulang. Kirim PDF-nya sekali lagi.',
  },
  upload: 'Unggah PDF atau gambar',
  uploading: 'Mengunggah {{done}} dari {{count}}…',
  uploadHelp:
    'PDF, atau beberapa gambar sekaligus. Paling besar 40 MB, paling banyak 200 halaman.',
  wrongType: 'Berkas ini bukan PDF atau gambar. Simpan slide Anda sebagai PDF dulu.',
  tooLarge: 'Berkas ini lebih dari 40 MB. Perkecil gambarnya, lalu coba lagi.',
  refused: 'Berkas ini tidak bisa dibaca. Kalau PDF-nya dikunci, simpan tanpa kata sandi.',
  delete: 'Hapus {{title}}',
  deleteTitle: 'Hapus slide ini?',
  deleteText: 'Semua halaman dan catatannya dihapus. Ini tidak bisa dibatalkan.',
  deleteButton: 'Hapus slide',
};
