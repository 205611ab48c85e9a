/** What the server could not delete, for the owner. */
export const upkeep = {
  title: 'Perlu perhatian di server',
  purges_other: '{{count}} penghapusan belum selesai, yang tertua sejak',
  purgesAfterwards:
    'Server terus mencoba sendiri, tetapi yang seharusnya hilang masih ada di penyimpanan. Beri tahu yang mengurus server: penyimpanannya mungkin tidak dapat dihubungi atau menolak.',
  takes:
    'Masa simpan rekaman ini sudah habis, tetapi rekamannya belum dihapus, karena episodenya belum bisa dibaca ulang dengan utuh:',
  changed:
    'berkas {{key}} tidak sama dengan saat diterbitkan. Membuat ulang episode memulihkannya.',
  unread: 'penyimpanan belum bisa dibaca. Beri tahu yang mengurus server.',
};
