/** A person is taken out of a recording. */
export const withdrawal = {
  title: 'Keluarkan seseorang dari rekaman',
  about:
    'Bila seseorang menarik persetujuannya, suara, gambar, dan pertanyaannya dihapus untuk selamanya. Episode dibuat ulang tanpa dia, tanpa namanya, dan tanpa pertanyaannya. Yang bertanya tanpa nama dikenali dari pertanyaannya saja, satu per satu.',
  action: 'Keluarkan {{name}}',
  confirmTitle: 'Keluarkan {{name}} dari rekaman?',
  confirmText:
    'Semua yang terekam dengan nama ini dihapus dan tidak bisa dikembalikan. Episode yang ada ditarik sekarang juga, dan muncul lagi setelah dibuat ulang tanpa orang ini.',
  alsoAs: 'juga sebagai {{names}}',
  alsoGone:
    'Orang ini juga terekam dengan nama {{names}}. Semua yang terekam atau ditanyakan dengan nama itu ikut dihapus, juga kalau itu orang lain.',
  afterwards: 'Sesudahnya ada dua hal yang hanya bisa Anda lakukan sendiri:',
  ownWords:
    'Baca judul acara, serta judul dan catatan episode: nama yang Anda tulis di sana tidak hilang sendiri. Kalau judul atau catatan episode Anda ubah, tekan Buat ulang episode di bawahnya, supaya berkasnya juga ikut.',
  stillHeard:
    'Dengarkan bagian yang disebut kesehatan rekaman: mikrofon orang lain mungkin ikut menangkap suara orang ini ketika keduanya berbicara, dan itu tidak bisa dihilangkan.',
  confirmAskerText:
    'Pertanyaan ini, atau semua pertanyaan dengan nama ini, dihapus, juga dari catatan dan bab, dan tidak bisa dikembalikan. Episode yang memuatnya ditarik sekarang juga, dan muncul lagi setelah dibuat ulang. Yang diucapkan orang lain tentang pertanyaan itu tetap terdengar; potong di halaman suntingan kalau perlu.',
  asked: 'hanya bertanya',
  question: 'Sebuah pertanyaan tanpa nama',
  questionText: 'pertanyaan tanpa nama “{{text}}”',
  confirm: 'Hapus untuk selamanya',
  done: 'dikeluarkan oleh {{by}},',
};
