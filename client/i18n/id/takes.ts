/** How long what was recorded is kept. */
export const takes = {
  until: 'Rekaman aslinya disimpan sampai',
  afterwards:
    'Sesudah itu rekaman asli dihapus: yang sudah terbit tetap ada, tetapi tidak bisa lagi disunting atau dibuat ulang.',
  deleted: 'Rekaman aslinya sudah dihapus pada',
  readBack_other:
    'Sebelumnya, {{count}} berkas episode dibaca ulang seluruhnya dan ternyata utuh. Episode ini tidak bisa lagi disunting atau dibuat ulang.',
  nothingRead: 'Tidak ada yang bisa dibuat lagi darinya.',
  held: 'Masa simpan rekaman asli sudah habis, tetapi belum dihapus: ada berkas episode yang tidak sama dengan saat diterbitkan. Minta pengelola server memeriksanya. Membuat ulang episode memulihkan berkasnya.',
  heldKey: 'Berkas: {{key}}',
  editUntil: 'Bisa disunting sampai',
  cannotEdit:
    'Rekaman aslinya sudah dihapus karena masa simpannya habis, jadi episode ini tidak bisa lagi disunting. Judul dan catatannya tetap bisa diubah di halaman acara.',
  withdrawAbout:
    'Rekaman aslinya sudah dihapus, jadi episode tidak bisa dibuat ulang tanpa seseorang. Bila seseorang menarik persetujuannya, seluruh episode dihapus untuk selamanya.',
  withdrawText:
    'Episode tidak bisa dibuat ulang tanpa orang ini, karena rekaman aslinya sudah dihapus. Karena itu seluruh episode, suara, video, dan catatannya, dihapus sekarang juga dan tidak bisa dikembalikan.',
};
