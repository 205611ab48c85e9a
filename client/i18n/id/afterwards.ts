/** Questions that a session ended without answering: answered, or carried on, afterwards. */
export const afterwards = {
  left: {
    title: 'Pertanyaan yang belum terjawab',
    text_other:
      '{{count}} pertanyaan belum terjawab saat acara selesai. Jawab sekarang, atau bawa ke acara berikutnya. Penanya melihat jawabannya di halaman acara ini.',
    none: 'Semua pertanyaan sudah dijawab atau dibawa ke acara berikutnya.',
    number: 'Pertanyaan {{number}}',
    pending: 'Belum sempat diperiksa saat acara. Kalau dijawab, semua orang bisa membacanya.',
    deferred: 'Dibawa ke acara berikutnya, begitu ada jadwalnya.',
    deferredTo: 'Dibawa ke acara "{{title}}".',
    carried: 'Sudah diambil alih acara berikutnya.',
    reply: 'Jawab tertulis',
    replyName: 'Jawab tertulis pertanyaan {{number}}',
    defer: 'Bawa ke acara berikutnya',
    deferName: 'Bawa pertanyaan {{number}} ke acara berikutnya',
    deferredNow: 'Pertanyaan {{number}} dibawa ke acara berikutnya.',
  },
  replying: {
    title: 'Jawab pertanyaan {{number}}',
    field: 'Jawaban Anda',
    help: 'Semua orang bisa membacanya di halaman episode, dengan nama Anda.',
    send: 'Kirim jawaban',
    sent: 'Jawaban pertanyaan {{number}} terkirim.',
    add: 'Tambah jawaban',
    addName: 'Tambah jawaban untuk pertanyaan {{number}}',
  },
  answered: { title: 'Dijawab setelah acara' },
  mine: {
    title: 'Pertanyaan Anda',
    unanswered: 'Belum dijawab. Kalau nanti dijawab, jawabannya muncul di sini.',
    dismissed: 'Tidak diambil: {{reason}}',
    merged: 'Digabung dengan pertanyaan lain.',
    aloud: 'Dijawab langsung di acara.',
    withdrawn: 'Anda tarik kembali.',
  },
  episode: {
    title: 'Dijawab setelah acara',
    by: '{{name}} menjawab:',
  },
};
