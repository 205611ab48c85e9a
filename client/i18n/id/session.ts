/** The page of one session, outside the room: before, waiting, after. */
export const session = {
  length: 'Kira-kira {{length}}',
  about: 'Tentang acara ini',
  listeners_other: '{{count}} orang mendengarkan',
  countdown: {
    label: 'Dimulai dalam',
    due: 'Sebentar lagi dimulai. Menunggu penyelenggara.',
  },
  enter: {
    title: 'Masuk ke ruang',
    name: 'Nama Anda',
    nameHelp:
      'Dilihat oleh penyelenggara. Hadirin lain melihatnya bila Anda menulis di obrolan, dan bila Anda bertanya dengan nama.',
    nameHelpStage: 'Dilihat oleh semua orang, juga di rekaman.',
    nameNeeded: 'Tulis nama Anda supaya hadirin tahu siapa yang berbicara.',
    button: 'Masuk dan dengarkan',
    buttonEarly: 'Masuk dan tunggu',
    buttonStage: 'Masuk ke ruang',
    noMicrophone: 'Mikrofon dan kamera Anda tidak dipakai. Tanpa akun, tanpa aplikasi.',
    recorded:
      'Acara ini direkam untuk podcast. Yang direkam hanya orang di panggung, bukan pendengar.',
    recordedStage:
      'Acara ini direkam dan menjadi episode podcast. Sebelum naik panggung Anda ditanya dulu apakah boleh direkam.',
    as: {
      host: 'Anda masuk sebagai penyelenggara.',
      moderator: 'Anda diundang sebagai moderator.',
      speaker: 'Anda diundang sebagai pembicara.',
    },
    testSound: 'Coba suara',
    testedSound: 'Terdengar beberapa nada? Kalau tidak, besarkan volume perangkat Anda.',
    left: 'Anda sudah keluar dari ruang. Silakan masuk lagi kapan saja.',
  },
  waiting: {
    title: 'Anda sudah di serambi',
    text: 'Halaman ini membawa Anda masuk sendiri begitu siaran dimulai. Biarkan halaman ini terbuka.',
    joining: 'Sedang masuk…',
  },
  prepare: {
    title: 'Simpan tanggalnya',
    calendar: 'Tambahkan ke kalender',
    share: 'Bagikan acara',
    shared: 'Alamat acara tersalin',
    link: 'Alamat acara',
    how: 'Cara ikut: buka alamat ini pada waktunya, dengan ponsel atau komputer, lalu tekan Masuk.',
  },
  after: {
    title: 'Terima kasih sudah datang',
    making:
      'Acara ini sudah selesai. Rekamannya sedang dibuat menjadi episode. Suara terbit lebih dulu, gambar menyusul.',
    undecided:
      'Acara ini sudah selesai. Episodenya belum terbit. Apakah dan kapan rekamannya terbit, penyelenggara yang menentukan.',
    none: 'Acara ini sudah selesai. Tidak ada episode yang bisa didengarkan dari acara ini.',
    unstored:
      'Acara ini sudah selesai, dan tidak ada yang hilang. Server sedang tidak bisa menjangkau basis datanya: kelanjutannya berjalan begitu basis data itu kembali.',
    here: 'Halaman ini menampilkan episodenya begitu terbit.',
    ready: 'Episodenya sudah terbit.',
    listen: 'Dengarkan episode',
    studio: 'Lihat rekaman di studio',
    series: 'Acara lain dari {{series}}',
  },
  taken: {
    title: 'Ruang ini terbuka di tempat lain',
    text: 'Anda masuk dengan tempat yang sama di tab atau perangkat lain, jadi yang di sini berhenti.',
    button: 'Lanjutkan di sini',
  },
  failed: {
    title: 'Kami tidak bisa membawa Anda masuk',
    unsupported:
      'Peramban ini tidak bisa memutar siaran langsung. Perbarui peramban Anda, atau buka alamat ini di Chrome, Firefox, atau Safari yang baru.',
    address: 'Alamat untuk peramban lain',
    later: 'Rekaman yang sudah terbit tetap bisa didengarkan di peramban ini.',
    series: 'Episode {{series}}',
    forbidden:
      'Tautan undangan ini tidak untuk acara ini, atau sudah dicabut. Mintalah tautan baru.',
    removed:
      'Penyelenggara atau moderator mengeluarkan Anda dari acara ini, jadi Anda tidak bisa masuk lagi. Kalau ini keliru, hubungi perpustakaan.',
    gone: 'Tautan undangan ini sudah tidak berlaku, atau acaranya sudah selesai.',
    'not-found': 'Acara ini tidak ada. Periksa lagi alamatnya.',
    other:
      'Ada yang tidak cocok antara halaman ini dan perpustakaan. Muat ulang halaman, lalu coba lagi.',
    asListener: 'Masuk sebagai pendengar',
    button: 'Coba lagi',
  },
  problem: {
    unavailable: 'Ruang sedang penuh atau belum siap. Tunggu sebentar, lalu coba lagi.',
    'too-many': 'Terlalu banyak percobaan. Tunggu satu menit, lalu coba lagi.',
    other: 'Belum berhasil masuk. Coba lagi sebentar lagi.',
  },
};
