/** How a session is run: who may come in, when it begins, where it stands. */
export const conduct = {
  lock: {
    lock: 'Kunci ruang',
    unlock: 'Buka kunci ruang',
    locked: 'Ruang dikunci. Yang baru datang menunggu di serambi.',
    unlocked: 'Ruang dibuka. Yang menunggu masuk sendiri.',
    fact: 'Terkunci',
    waitingTitle: 'Ruang sedang dikunci',
    waitingText:
      'Tuan rumah mengunci ruang untuk sementara. Halaman ini membawa Anda masuk sendiri begitu dibuka. Biarkan halaman ini terbuka.',
  },
  countdown: {
    title: 'Siaran dimulai dalam',
    now: 'Sekarang',
    spoken: 'Siaran segera dimulai.',
    cancel: 'Batalkan',
    stopped: 'Hitung mundur berhenti. Siaran belum dimulai.',
    choose: 'Hitung mundur 5 detik',
    chooseHelp:
      'Panggung dan yang menunggu melihatnya. Rekaman dimulai pada hitungan terakhir.',
  },
  space: {
    short:
      'Tempat di peladen cukup untuk sekitar {{minutes}} menit gambar dan suara, dihitung untuk {{people}} orang di panggung. Acara ini direncanakan {{plannedMinutes}} menit. Bila tempat habis, gambar tidak terekam lagi; suara masih, selama bisa. Minta pengurus peladen mengosongkan tempat, atau matikan kamera.',
    none: 'Tempat di peladen hampir habis: gambar tidak akan terekam, dan suara mungkin juga tidak. Minta pengurus peladen mengosongkan tempat dahulu.',
  },
  practice: {
    fact: 'Latihan — tidak direkam',
    action: 'Latihan',
    title: 'Latihan dulu?',
    text: 'Latihan berlangsung di ruang tersendiri yang terkunci: Anda, pembicara, dan siapa pun yang Anda bukakan. Tidak ada yang direkam, dan semua yang ditulis di sana dihapus setelah latihan diakhiri. Jajak pendapat yang sudah disiapkan dan susunan acara tersedia sebagai salinan. Acara yang sebenarnya tidak berubah.',
    open: 'Mulai latihan',
    running: 'Latihan sedang berlangsung.',
    join: 'Ikut latihan',
    hint: 'Ini latihan. Tidak ada yang direkam, dan obrolan, pertanyaan, serta jajak pendapat dihapus setelah latihan diakhiri.',
    entrance:
      'Ini latihan sebelum acara. Tidak ada yang direkam, dan semua yang ditulis dihapus sesudahnya.',
    nameHelp: 'Dilihat oleh semua orang di latihan ini.',
    endTitle: 'Akhiri latihan?',
    endText:
      'Semua orang keluar dari latihan, dan obrolan, pertanyaan, serta jajak pendapatnya dihapus. Acara yang sebenarnya tidak berubah.',
    end: 'Akhiri latihan',
    afterTitle: 'Latihan selesai',
    afterText: 'Semua yang ditulis di sini sudah dihapus, dan tidak ada yang direkam.',
    toSession: 'Ke acara yang sebenarnya',
  },
  abandoned: {
    text: 'Tuan rumah sedang tidak ada di ruang. Kalau tidak ada yang kembali, acara selesai sendiri dan tersimpan dalam {{count}} menit.',
    mayEnd:
      'Tuan rumah sedang tidak ada di ruang. Siaran berjalan terus, dan Anda boleh mengakhirinya.',
  },
};
