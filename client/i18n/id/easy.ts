/** Easy mode: few words, each of them plain. */
export const easy = {
  door: {
    hello: 'Halo, {{name}}.',
    welcome: 'Selamat datang.',
    listen: 'Dengarkan',
    live: 'Acara sedang berlangsung. Tekan Dengarkan.',
    early:
      'Acara belum dimulai. Tekan Dengarkan, lalu biarkan halaman ini terbuka. Suara datang sendiri.',
    noMicrophone: 'Anda hanya mendengar: mikrofon dan kamera Anda tidak dipakai. {{cost}}',
    left: 'Anda sudah keluar. Tekan Dengarkan kalau ingin mendengar lagi.',
  },
  gone: {
    title: 'Tautan ini tidak berlaku lagi',
    text: 'Mintalah tautan baru kepada yang mengirimnya, atau kepada perpustakaan. Anda juga tetap boleh mendengarkan tanpa nama.',
    without: 'Dengarkan tanpa nama',
  },
  room: {
    you: 'Anda: {{name}}',
    leave: 'Keluar',
  },
  hearing: {
    on: 'Anda sedang mendengarkan',
    connecting: 'Suara sedang disambungkan…',
    off: 'Suara sedang mati',
    speaker: 'Yang berbicara: {{name}}',
    you: 'Anda sedang berbicara.',
    quiet: 'Sekarang sedang hening.',
    nobody: 'Belum ada yang berbicara. Tunggu sebentar.',
  },
  volume: {
    label: 'Keras suara',
    louder: 'Lebih keras',
    softer: 'Lebih pelan',
    step: 'Keras suara {{step}} dari {{steps}}.',
    loudest:
      'Di sini sudah paling keras. Untuk lebih keras lagi, tekan tombol suara di samping ponsel.',
    phone: 'Untuk lebih keras atau lebih pelan, tekan tombol suara di samping ponsel.',
  },
  hand: {
    why: 'Angkat tangan kalau ingin bertanya atau berbicara.',
  },
  deaf: {
    report: 'Saya tidak mendengar',
    title: 'Tuan rumah sudah diberi tahu',
    try: 'Sambil menunggu, coba ini:',
    buttons: 'Tekan tombol suara di samping ponsel sampai paling keras.',
    headset: 'Lepaskan earphone, atau matikan pengeras suara Bluetooth.',
    again: 'Kalau belum terdengar, tekan Keluar, lalu Dengarkan.',
    hear: 'Sekarang saya mendengar',
  },
  invite: {
    title: 'Anda boleh berbicara',
    text: '{{name}} mengajak Anda berbicara. Semua orang akan mendengar suara Anda. Wajah Anda tidak terlihat.',
    allowed: 'Semua orang akan mendengar suara Anda. Wajah Anda tidak terlihat.',
    accept: 'Ya, saya mau berbicara',
    decline: 'Tidak dulu',
    opening: 'Sedang menyalakan mikrofon…',
  },
  consent: {
    title: 'Bolehkah suara Anda direkam?',
    text: 'Rekaman acara ini bisa didengar siapa saja di internet. Kalau tidak boleh, Anda tetap bisa berbicara dan didengar sekarang.',
    permission: 'Setelah ini ponsel mungkin bertanya soal mikrofon. Pilih Izinkan.',
    yes: 'Boleh direkam',
    no: 'Jangan direkam',
    back: 'Kembali',
  },
  speaking: {
    heard: 'Silakan berbicara. Semua orang mendengar Anda.',
    muted: 'Suara Anda sedang dimatikan',
    recorded: 'Suara Anda direkam.',
    notRecorded: 'Suara Anda tidak direkam.',
    mute: 'Matikan suara saya',
    unmute: 'Bicara lagi',
    done: 'Selesai berbicara',
  },
};
