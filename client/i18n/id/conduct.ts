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
      'Penyelenggara mengunci ruang untuk sementara. Halaman ini membawa Anda masuk sendiri begitu dibuka. Biarkan halaman ini terbuka.',
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
      'Tempat di server cukup untuk sekitar {{minutes}} menit dengan {{people}} orang di panggung; acara ini direncanakan {{plannedMinutes}} menit. Sesudahnya hanya suara yang direkam, selama bisa. Minta tempat dikosongkan, atau matikan kamera.',
    live_other:
      'Tempat di server cukup untuk sekitar {{count}} menit lagi dengan {{people}} orang di panggung. Sesudahnya hanya suara yang direkam, selama bisa. Minta tempat dikosongkan, atau matikan kamera.',
    making:
      'Tempat di server cukup untuk merekam acara ini, tetapi belum tentu cukup untuk membuat episodenya sesudahnya. Rekamannya tetap aman. Minta yang mengurus server mengosongkan tempat sebelum acara selesai.',
    none: 'Tempat di server hampir habis: gambar tidak akan terekam, dan suara mungkin juga tidak. Minta yang mengurus server mengosongkan tempat dulu.',
    others_other:
      'Yang masih dibutuhkan {{count}} acara lain, yang sedang direkam di server ini, sudah dikurangkan.',
  },
  practice: {
    name: 'Latihan',
    fact: 'Latihan — tidak direkam',
    action: 'Latihan',
    title: 'Latihan dulu?',
    text: 'Latihan berlangsung di ruang tersendiri yang terkunci: Anda, pembicara, dan siapa pun yang Anda bukakan. Tidak ada yang direkam, kecuali Anda memintanya nanti, dan semua yang ditulis di sana dihapus setelah latihan diakhiri. Jajak pendapat yang sudah disiapkan dan susunan acara tersedia sebagai salinan. Acara yang sebenarnya tidak berubah.',
    open: 'Mulai latihan',
    about:
      'Cobalah panggung, slide, dan jajak pendapat di ruang tersendiri yang terkunci. Acaranya tidak berubah, dan semua yang ditulis di sana dihapus sesudahnya. Pembicara dan moderator diantar ke sana oleh tautan mereka; orang lain menunggu sampai Anda membuka kuncinya.',
    running: 'Latihan sedang berlangsung.',
    join: 'Ikut latihan',
    hintRecorded:
      'Ini latihan, dan suaranya direkam. Obrolan, pertanyaan, serta jajak pendapat dihapus setelah latihan diakhiri; rekamannya sehari kemudian.',
    record: 'Rekam latihan ini',
    recordTitle: 'Rekam latihan ini?',
    recordText:
      'Setiap orang di panggung ditanya dulu, dan yang tidak setuju tidak direkam. Setelah latihan, suara tiap pembicara dan gabungannya bisa Anda unduh di studio selama 24 jam, lalu dihapus. Tidak ada yang diterbitkan. Perekaman berhenti saat latihan diakhiri.',
    recording: 'Latihan sedang direkam.',
    consentTitle: 'Latihan ini mulai direkam. Bolehkah Anda direkam?',
    consentText:
      'Rekaman latihan hanya untuk penyelenggara, tidak diterbitkan, dan dihapus 24 jam setelah latihan.',
    consentYesText: 'Suara Anda masuk ke rekaman latihan, dengan nama Anda.',
    hint: 'Ini latihan. Tidak ada yang direkam, dan obrolan, pertanyaan, serta jajak pendapat dihapus setelah latihan diakhiri.',
    entrance:
      'Ini latihan, bukan acaranya. Semua yang ditulis dihapus sesudahnya. Suara Anda hanya direkam kalau penyelenggara memintanya dan Anda setuju.',
    nameHelp: 'Dilihat oleh semua orang di latihan ini.',
    endTitle: 'Akhiri latihan?',
    endText:
      'Semua orang keluar dari latihan, dan obrolan, pertanyaan, serta jajak pendapatnya dihapus. Acara yang sebenarnya tidak berubah.',
    endTextRecorded:
      'Semua orang keluar dari latihan, dan obrolan, pertanyaan, serta jajak pendapatnya dihapus. Suara yang direkam bisa Anda unduh di studio selama 24 jam. Acara yang sebenarnya tidak berubah.',
    end: 'Akhiri latihan',
    afterTitle: 'Latihan selesai',
    afterText: 'Semua yang ditulis di sini sudah dihapus, dan tidak ada yang direkam.',
    afterKept:
      'Semua yang ditulis di sini sudah dihapus. Suara yang direkam hanya untuk penyelenggara, dan dihapus pada',
    toRecording: 'Ke rekaman latihan',
    toSession: 'Ke acara yang sebenarnya',
  },
  practices: {
    title: 'Rekaman latihan',
    text: 'Hanya untuk Anda dan penyelenggara lain. Tidak diterbitkan.',
    held: 'Latihan pada',
    until: 'Dihapus dengan semuanya pada',
    state: {
      processing: 'Suaranya sedang disiapkan. Biasanya selesai dalam beberapa menit.',
      ready: 'Siap diunduh.',
      failed: 'Suaranya tidak berhasil disiapkan.',
      empty: 'Tidak ada yang terekam: tidak ada yang setuju, atau tidak ada yang bersuara.',
    },
    mix: 'Semua orang bersama',
    microphone: 'Suara {{name}}',
    screen: 'Suara dari layar {{name}}',
    file: '{{track}} (MP3, {{megabytes}} MB)',
    retry: 'Coba lagi',
    delete: 'Hapus sekarang',
    deleteTitle: 'Hapus rekaman latihan?',
    deleteText: 'Suara semua orang dan gabungannya dihapus untuk selamanya.',
    deleted: 'Rekaman latihan dihapus.',
  },
  abandoned: {
    text: 'Penyelenggara sedang tidak ada di ruang. Kalau tidak ada yang kembali, acara selesai sendiri dan tersimpan dalam {{count}} menit.',
    mayEnd:
      'Penyelenggara sedang tidak ada di ruang. Siaran berjalan terus, dan Anda boleh mengakhirinya.',
  },
};
