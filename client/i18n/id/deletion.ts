/** Deleting a session whole. */
export const deletion = {
  title: 'Hapus acara',
  about: 'Acara ini belum pernah direkam. Yang hilang hanya rencana dan undangannya.',
  aboutRecorded:
    'Menghapus seluruh acara: rekaman, episode, dan semua yang ditulis di dalamnya. Tidak bisa dikembalikan.',
  wait: 'Rekamannya sedang disimpan. Acara bisa dihapus sesudah itu.',
  delete: 'Hapus acara',
  confirmTitle: 'Hapus acara ini?',
  confirmText:
    '"{{title}}" dan semua undangannya akan hilang. Tautan yang sudah dibagikan tidak berlaku lagi. Ini tidak bisa dibatalkan.',
  recordedTitle: 'Hapus "{{title}}" untuk selamanya?',
  goes: 'Yang dihapus, dan tidak bisa dikembalikan oleh siapa pun:',
  episode: 'Episodenya: suara, video, dan halamannya. Ia langsung hilang dari daftar podcast.',
  recording: 'Rekaman aslinya, suara dan gambar semua orang.',
  written: 'Pertanyaan, obrolan, jajak pendapat, tanda, dan daftar hadir.',
  prepared: 'Slide, susunan acara, undangan, rekaman latihan, dan jawaban soal persetujuan.',
  stops: 'Pengolahan yang sedang berjalan dihentikan.',
  copies:
    'Yang sudah terunduh di ponsel orang, atau tersimpan di aplikasi podcast, tidak bisa kita tarik kembali.',
  rather:
    'Hanya ingin episodenya tidak tampil lagi? Tekan Batal, lalu Tarik dari penerbitan. Itu masih bisa dibatalkan.',
  type: 'Ketik "{{word}}" untuk melanjutkan',
  word: 'hapus',
  wrong: 'Belum cocok. Ketik "{{word}}".',
  forever: 'Hapus untuk selamanya',
  done: 'Acara dihapus.',
};
