/** What was said, in writing: "Transkrip". */
export const transcript = {
  title: 'Transkrip',
  lead: 'Tulisan dari apa yang dikatakan. Setelah terbit, orang bisa membacanya di halaman episode, sebagai teks di video, dan di aplikasi podcast.',
  making: 'Episodenya masih disiapkan. Halaman ini memuatnya sendiri begitu siap.',
  words: 'Kata-kata',
  wordsText:
    'Tekan sebuah baris untuk membetulkannya. Waktunya adalah waktu rekaman: yang dipotong atau disenyapkan di episode tidak ikut terbit.',
  text: 'Teks',
  keys: 'Enter: baris berikutnya. Shift + Enter: sebelumnya. Ctrl + Enter: putar dari baris ini. Esc: tutup.',
  speaker: 'Siapa',
  nobody: 'Tanpa nama',
  empty: '(kosong)',
  begins: 'Mulai',
  ends: 'Sampai',
  earlier: '{{label}}: {{seconds}} detik lebih awal',
  later: '{{label}}: {{seconds}} detik lebih akhir',
  here: 'Posisi sekarang',
  hereOf: '{{label}}: posisi sekarang',
  play: 'Putar dari sini',
  split: 'Pisah di kursor',
  merge: 'Gabung dengan berikutnya',
  remove: 'Hapus',
  removed: 'Baris dihapus. Tekan Urungkan kalau keliru.',
  close: 'Tutup',
  add: 'Tambah baris di posisi sekarang',
  showCurrent: 'Ke baris yang diputar',
  undo: 'Urungkan',
  redo: 'Ulangi',
  cannot:
    'Di sini tidak bisa. Letakkan kursor di tengah teks untuk memisah; baris yang digabung tidak boleh terlalu panjang.',
  joined: 'Orang lain juga menyunting transkrip ini. Perubahannya sudah ikut tampil.',
  lost_other:
    'Orang lain membetulkan {{count}} baris yang juga Anda ubah. Yang tampil adalah tulisan mereka.',
  unclear_other:
    '{{count}} baris yang pembicaranya tidak jelas berada di bagian yang suara seseorang disenyapkan di episode. Mungkin itu kata-katanya, jadi tidak ikut terbit. Yang pertama:',
  unclearText:
    'Kalau yang mengatakannya orang lain, pilih namanya di “Siapa”: barisnya lalu ikut terbit. Kalau memang orang yang disenyapkan, tidak perlu apa-apa.',
  partly_other:
    '{{count}} baris sebagiannya dipotong atau disenyapkan di episode. Seluruh barisnya tidak ikut terbit. Yang pertama:',
  missing: 'tidak terdengar: {{times}}',
  partlyText:
    'Supaya yang terdengar ikut terbit: buka barisnya, lalu pisah sebelum dan sesudah kata-kata yang hilang. Kemudian geser “Mulai” dan “Sampai” bagian yang terdengar sampai berada di luar waktu itu. Kata-kata yang hilang tidak perlu dihapus.',
  recognition: {
    waiting: 'Program pengenal suara di server menunggu gilirannya.',
    nobody:
      'Draf transkrip menunggu: tidak ada mesin pengenal suara yang menyala. Hubungi pengelola server. Draf ditulis dengan sendirinya begitu mesinnya menyala; Anda juga bisa mengunggah transkrip atau menulisnya sendiri.',
    running:
      'Program pengenal suara di server sedang menulis drafnya ({{percent}}%). Halaman ini boleh ditutup.',
    rooms:
      'Draf transkrip menunggu: siaran langsung sedang memakai server. Penulisannya berlanjut dengan sendirinya setelah longgar.',
    disk: 'Draf transkrip menunggu: ruang penyimpanan di server hampir penuh, dan sisanya disimpan untuk merekam siaran langsung. Mintalah agar sebagian dikosongkan; penulisannya berlanjut dengan sendirinya.',
    done: 'Draf ini ditulis oleh program pengenal suara. Pasti ada yang keliru: dengarkan dan betulkan sebelum menerbitkannya.',
    failed:
      'Server gagal menulis draf transkripnya. Rekaman dan episodenya tidak terganggu, dan Anda tetap bisa mengunggah transkrip atau menulisnya sendiri.',
    detail: 'Rincian untuk pengelola server',
  },
  publish: {
    title: 'Terbitkan',
    none: 'Transkrip ini belum terbit. Hanya penyelenggara yang bisa membacanya.',
    some: 'Yang terbit adalah transkrip sebelumnya. Perubahan Anda tersimpan, tetapi belum terbit.',
    all: 'Transkrip ini sudah terbit.',
    publishing:
      'Transkrip ini belum sampai ke pembaca: server sedang menerbitkannya. Kalau ada yang menghalangi, server mencoba lagi sendiri setiap setengah menit.',
    undoing:
      'Transkrip ini sedang ditarik, tetapi mungkin masih bisa dibaca orang. Kalau ada yang menghalangi, server mencoba lagi sendiri setiap setengah menit.',
    retry: 'Coba terbitkan sekarang',
    retryUndo: 'Coba tarik sekarang',
    now: 'Terbitkan transkrip',
    again: 'Terbitkan perubahan',
    done: 'Transkrip terbit. Videonya tidak perlu dibuat ulang.',
    undo: 'Tarik transkrip',
    undoTitle: 'Tarik transkrip?',
    undoText:
      'Orang tidak bisa membacanya lagi, dan teks di video hilang. Tulisannya tetap tersimpan di sini.',
    undone: 'Transkrip ditarik.',
    open: 'Lihat halaman episode',
  },
  upload: {
    title: 'Unggah berkas',
    text: 'Berkas VTT atau SRT dari program lain, paling besar 2 MB. Nama pembicara di dalam VTT ikut terbaca.',
    clock: 'Waktu di berkas ini dihitung dari',
    episode: 'episode yang terbit, tanpa bagian yang dipotong',
    session: 'rekaman lengkap',
    choose: 'Pilih berkas VTT atau SRT',
    busy: 'Mengunggah…',
    tooLarge: 'Berkas ini terlalu besar. Paling besar 2 MB.',
    done_other: '{{count}} baris terbaca. Periksa, lalu terbitkan.',
    replaceTitle: 'Ganti transkrip yang ada?',
    replaceText:
      'Semua baris yang ada sekarang diganti dengan isi berkas ini. Ini tidak bisa diurungkan.',
    replace: 'Ganti',
  },
  problem: {
    line: 'Baris {{line}}:',
    encoding:
      'Berkas ini bukan teks yang bisa dibaca. Simpan lagi sebagai UTF-8, lalu unggah kembali.',
    empty: 'Tidak ada tulisan di berkas ini.',
    'no-time': 'di sini seharusnya ada waktu, misalnya 00:01.000 --> 00:04.000.',
    time: 'waktunya tidak terbaca. Bentuknya seperti 00:01.000 --> 00:04.000.',
    backwards: 'selesainya sebelum mulainya.',
    beyond:
      'waktunya sesudah rekaman berakhir. Periksa apakah berkas ini memang untuk acara ini.',
    'too-long': 'tulisannya terlalu panjang. Paling banyak 500 huruf dalam satu baris waktu.',
    'too-many': 'Berkas ini terlalu panjang. Paling banyak 8.000 baris.',
  },
};
