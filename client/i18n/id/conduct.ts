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
      'Tuan rumah mengunci ruang untuk sementara. Halaman ini membawa Anda masuk sendiri begitu dibuka. Biarkan halaman ini terbuka.',
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
};
