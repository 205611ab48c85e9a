/** Who a series is held together with. */
export const partners = {
  title: 'Mitra',
  help: 'Siapa yang mengadakan seri ini bersama Anda. Nama dan tautannya masuk ke catatan tiap episode baru.',
  name: 'Nama mitra {{number}}',
  url: 'Alamat laman mitra {{number}}',
  urlHelp: 'Contoh: https://tokobuku.id',
  add: 'Tambah mitra',
  remove: 'Hapus mitra {{number}}',
};
