/** What those who work in the room should look at, and what to do about it. */
export const warnings = {
  title: 'Perlu perhatian',
  disk: {
    'disk-low':
      'Tempat di peladen hampir habis: gambar tidak lagi direkam, suara tetap. Kosongkan tempat di peladen.',
    'disk-full': 'Tempat di peladen habis: ada yang tidak terekam. Kosongkan tempat sekarang.',
    'disk-slow': 'Peladen menulis rekaman terlalu lambat. Kalau berlanjut, gambar dilewatkan.',
    'disk-error': 'Peladen tidak bisa menulis rekaman. Panggil yang mengurus peladen.',
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
