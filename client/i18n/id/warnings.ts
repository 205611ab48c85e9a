/** What those who work in the room should look at, and what to do about it. */
export const warnings = {
  title: 'Perlu perhatian',
  record: 'Rekam sekarang',
  server: {
    'not-recording':
      'Siaran ini belum direkam: perekaman gagal dimulai. Server mencobanya lagi tiap beberapa detik, dan penyelenggara bisa menekan Rekam sekarang. Kalau tetap gagal, panggil yang mengurus server: mungkin tempatnya habis.',
    'recording-over':
      'Rekaman acara ini sudah berakhir, dan episodenya sedang dibuat. Yang dibicarakan sekarang tidak terekam. Tekan Akhiri; untuk melanjutkan, buat acara baru.',
    'recorded-elsewhere':
      'Rekaman acara ini ada di server lain. Yang dibicarakan di sini tidak masuk ke episodenya. Kalau server itu rusak, akhiri acara ini, lanjutkan di acara baru, dan minta yang mengurus server menyelamatkan rekamannya.',
    'disk-low':
      'Tempat di server hampir habis: gambar tidak lagi direkam, suara tetap. Kosongkan tempat di server.',
    'disk-full': 'Tempat di server habis: ada yang tidak terekam. Kosongkan tempat sekarang.',
    'disk-slow': 'Server menulis rekaman terlalu lambat. Kalau berlanjut, gambar dilewatkan.',
    'disk-error': 'Server tidak bisa menulis rekaman. Panggil yang mengurus server.',
    'database-away':
      'Basis data tidak dapat dihubungi. Siaran dan rekaman tetap berjalan di server ini. Pertanyaan, obrolan, dan orang yang baru datang menunggu sampai tersambung lagi.',
    'store-away':
      'Penyimpanan tidak dapat dihubungi. Siaran dan rekaman tetap berjalan di server ini. Episodenya dibuat setelah tersambung lagi.',
    'store-refuses':
      'Penyimpanan tidak menerima salinan rekaman; mungkin sudah penuh. Siaran dan rekaman tetap berjalan, tetapi untuk sementara hanya ada di server ini. Beri tahu yang mengurus server.',
  },
  about: {
    'not-recorded':
      '{{name}} tidak sampai ke rekaman. Minta mematikan lalu menyalakan mik atau kameranya.',
    'not-heard': 'Mik {{name}} nyala, tetapi belum terdengar. Minta memeriksa mikrofonnya.',
    echo: 'Ada gema lewat mik {{name}}. Minta memakai earphone, atau mematikan mik saat diam.',
    weak: 'Sambungan {{name}} lemah. Mematikan kameranya bisa menolong suara.',
    away: 'Sambungan {{name}} terputus. Tempatnya disimpan.',
  },
};
