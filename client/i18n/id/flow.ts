/** How a session goes: its marks. */
export const flow = {
  mark: {
    numbered: 'Tanda {{number}}',
    new: 'Tanda baru',
    kept: '"{{title}}" tersimpan pada {{at}}.',
    field: 'Judul bab',
    save: 'Simpan judul',
    remove: 'Hapus tanda',
    renamed: 'Judul tanda: "{{title}}".',
    removed: 'Tanda "{{title}}" dihapus.',
  },
  marks: {
    title: 'Tanda',
    text: 'Setiap tanda menjadi bab dalam episode. Judulnya bisa diubah sampai acara selesai.',
    none: 'Belum ada tanda. Tekan Tandai, atau huruf C, saat ada bagian penting.',
    change: 'Ubah',
    changeName: 'Ubah tanda "{{title}}"',
    changeTitle: 'Ubah tanda',
  },
};
