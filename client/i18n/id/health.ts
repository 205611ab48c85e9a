/** How well a recording arrived; a part of the studio. */
export const health = {
  verdict: {
    good: 'Kesehatan rekaman: baik. Semua suara dan gambar sampai dengan utuh.',
    fair: 'Kesehatan rekaman: cukup. Ada gangguan, tetapi sudah dirapikan.',
    poor: 'Kesehatan rekaman: kurang. Sebagian hilang atau perlu Anda periksa.',
    empty: 'Kesehatan rekaman: kosong. Tidak ada yang terekam.',
  },
  nothing: {
    'nobody-on-stage': 'Tidak ada yang naik panggung dengan mikrofon atau kamera.',
    'nobody-consented':
      'Tidak ada yang setuju direkam, atau semua menarik persetujuannya. Karena itu tidak ada yang disimpan.',
    'all-off': 'Mikrofon dan kamera di panggung mati sepanjang acara.',
    'no-room':
      'Tempat di server habis, jadi tidak ada yang bisa disimpan. Kosongkan tempat sebelum acara berikutnya.',
    'not-kept':
      'Suara dan gambarnya sampai, tetapi perekam tidak menyimpannya, karena server terlalu lambat menulis atau tempatnya habis. Minta pengelola server memeriksanya sebelum acara berikutnya.',
    'nothing-arrived':
      'Ada yang naik panggung, tetapi tidak ada suara atau gambar yang sampai dengan utuh.',
    'taken-out': 'Semua yang terekam sudah dikeluarkan dari rekaman ini.',
    untold:
      'Sebenarnya ada yang terekam, tetapi catatan acaranya rusak. Episode baru bisa dibuat setelah yang hilang dikembalikan.',
  },
  missing: {
    line: '{{when}} {{why}}: {{what}}.',
    when: {
      between: 'Tidak terekam dari {{from}} sampai {{to}}',
      short: 'Tidak terekam selama {{seconds, number}} detik mulai {{from}}',
      open: 'Tidak terekam lagi sejak {{from}}',
    },
    why: {
      'no-room': 'karena tempat di server habis',
      'recorder-failed': 'karena perekamnya mati dan harus dimulai lagi',
      'server-failed': 'karena server mati mendadak',
      'not-kept':
        'karena perekam tidak menyimpannya (server terlalu lambat menulis, atau tempatnya habis)',
      'nothing-arrived': 'karena tidak ada yang sampai dengan utuh',
    },
    kinds: { audio: 'suara', video: 'gambar', both: 'suara dan gambar' },
    of: '{{what}} {{names}}',
  },
  damage: {
    lines_other:
      '{{count}} baris di catatan acara rusak dan tidak terbaca, mungkin karena media penyimpan di server mulai rusak. Di situ bisa tertulis siapa yang berbicara, atau siapa yang menarik persetujuannya. Karena itu episodenya tidak terbit sendiri: dengarkan dulu, dan minta pengelola server memeriksa media penyimpannya.',
    takes:
      'Yang berikut ini terekam dan masih ada di server, tetapi tidak masuk ke episode, karena barisnya hilang dari catatan acara. Pengelola server bisa mengembalikannya selama rekaman asli belum dihapus. Tanyakan dulu kepada orangnya apakah ia boleh diperdengarkan, karena jawabannya bisa ikut hilang.',
    unknown: 'Tidak diketahui milik siapa',
  },
  madeWhole: {
    'too-little':
      'Podcast-nya lebih lama dibuat, karena selama acara belum cukup yang bisa disiapkan. Hasilnya tetap baik.',
    unusable:
      'Podcast-nya lebih lama dibuat, karena yang disiapkan selama acara tidak bisa dipakai. Hasilnya tetap baik.',
  },
  maybeHeard:
    'Seseorang dikeluarkan, atau menarik persetujuannya, sebelum diketahui mikrofon siapa lagi yang menangkap suaranya. Di sana suaranya mungkin masih terdengar pelan: dengarkan episodenya, dan potong yang tersisa.',
  stillHeard: {
    text: 'Mikrofon orang lain ikut menangkap suara seseorang yang dikeluarkan, atau menarik persetujuannya. Di bagian pemilik mikrofon itu diam, mikrofonnya sekarang disenyapkan. Di bagian ia sendiri sedang berbicara, suara yang lain itu mungkin masih terdengar di baliknya: dengarkan di sana, dan potong di halaman suntingan kalau perlu.',
    where_other: '{{count}} bagian untuk didengarkan',
    line: 'Mulai {{from}} sampai {{to}}, di mikrofon {{name}}',
  },
  details: 'Rincian tiap orang',
  guest: 'Tamu',
  from: 'mulai {{position}}, {{length}}',
  fine: 'Sampai dengan utuh.',
  found: {
    'no-clock':
      'Waktunya hanya perkiraan, karena perangkatnya tidak mengirim jam. Periksa apakah gambar dan suaranya seiring.',
    stalled: 'Perangkatnya sempat tertahan ({{stalls}} kali). Waktunya sudah diluruskan.',
    lost: '{{seconds, number}} detik tidak sampai karena sambungan terganggu ({{gaps}} bagian).',
    shed: '{{shedSeconds, number}} detik tidak disimpan karena server terlalu lambat menulis atau tempatnya habis ({{shed}} bagian).',
    damaged: 'Ujung catatannya rusak, biasanya karena server mati mendadak. Selebihnya utuh.',
    drifting: 'Jam perangkatnya melenceng {{driftPpm}} ppm. Sudah diikuti.',
    silent: 'Mikrofonnya menyala, tetapi tidak ada suara yang terdengar.',
    quiet:
      'Suaranya sangat pelan ({{lufs, number(minimumFractionDigits: 1; maximumFractionDigits: 1)}} LUFS). Sudah dikeraskan di episode.',
    loud: 'Suaranya sangat keras ({{lufs, number(minimumFractionDigits: 1; maximumFractionDigits: 1)}} LUFS) dan bisa terdengar pecah.',
    noisy:
      'Di sekitarnya bising ({{noise, number(maximumFractionDigits: 0)}} dB). Lain kali, mikrofon yang lebih dekat ke mulut akan membantu.',
    echo: 'Mikrofonnya ikut menangkap suara orang lain. Lain kali, pakai earphone.',
  },
  numbers: {
    packets: '{{packets, number}} paket, {{lost, number}} hilang',
    clock: 'jam {{ppm}} ppm dari {{reports}} laporan',
    damaged: '{{bytes, number}} bita rusak',
    sizes: 'ukuran {{sizes}}',
    loudness: '{{lufs, number(minimumFractionDigits: 1; maximumFractionDigits: 1)}} LUFS',
    levelled:
      'di episode {{lufs, number(minimumFractionDigits: 1; maximumFractionDigits: 1)}} LUFS',
    noise: 'derau {{db, number(maximumFractionDigits: 0)}} dBFS',
  },
};
