/** An episode in the studio: heard, named, published. */
export const studioEpisode = {
  title: 'Episode',
  name: 'Judul episode',
  notes: 'Catatan episode',
  notesHelp:
    'Muncul di halaman episode dan di aplikasi podcast. **Tebal**, *miring*, daftar dengan tanda - dan tautan boleh dipakai.',
  review: 'Sunting rekaman',
  transcript: 'Transkrip',
  transcriptText: 'Tulisan dari apa yang dikatakan: unggah, betulkan, terbitkan sebagai teks.',
  reviewText:
    'Ada yang perlu dibuang? Potong awal, akhir, atau tengahnya, dan perbaiki babnya.',
  listen: 'Dengarkan hasilnya',
  loudness:
    'Diukur sesudah jadi: {{lufs}} LUFS, puncak {{peak}} dBTP. Podcast memakai −16 ± 1 LUFS.',
  state: {
    draft: 'Belum terbit. Hanya penyelenggara yang bisa membukanya.',
    published: 'Sudah terbit di halaman seri dan di aplikasi podcast.',
    remade:
      'Ditarik untuk sementara. Begitu suaranya selesai dibuat ulang, episode tampil lagi di halaman seri dan di aplikasi podcast.',
    unpublished: 'Ditarik. Tidak tampil lagi di halaman seri dan aplikasi podcast.',
  },
  publish: 'Terbitkan',
  published: 'Episode terbit.',
  unpublish: 'Tarik dari penerbitan',
  unpublishTitle: 'Tarik episode ini?',
  unpublishText:
    'Episode hilang dari halaman seri dan dari aplikasi podcast. Anda bisa menerbitkannya lagi.',
  unpublished: 'Episode ditarik.',
  open: 'Buka episode',
  link: 'Tautan episode',
  files:
    'Halaman dan feed sudah memakai judul dan catatan ini. Di dalam berkasnya masih yang lama: di kartu judul, di keterangan MP3 dan M4A, dan di bab pertama kalau babnya belum Anda sunting. Yang baru masuk saat episode dibuat ulang, bersama perubahan di Sunting rekaman.',
  filesBegun: 'Episode sedang dibuat ulang dengan judul dan catatan ini.',
  filesStay:
    'Halaman dan feed sudah memakai judul dan catatan ini. Di dalam berkasnya tetap yang lama: rekaman aslinya sudah dihapus, jadi episode tidak bisa dibuat ulang.',
  remake: 'Buat ulang episode',
  conflict:
    'Judul atau catatannya berubah sementara Anda menulis: orang lain mengubahnya, atau seseorang dikeluarkan dari rekaman. Yang tampil sekarang adalah yang tersimpan. Tulisan Anda sendiri tidak tersimpan; salin dari bawah ini apa yang masih perlu.',
  keptName: 'Judul yang Anda tulis',
  keptNotes: 'Catatan yang Anda tulis',
  dropKept: 'Buang tulisan ini',
  forgotten: 'Nama orang yang sudah dikeluarkan dari rekaman tidak ikut disimpan.',
};
