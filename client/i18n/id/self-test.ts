/** Trying speaker, microphone, camera and line beforehand. */
export const selfTest = {
  title: 'Coba dulu perangkat Anda',
  lead: 'Empat langkah singkat, kira-kira dua menit. Tanpa akun. Boleh diulang kapan saja.',
  place: 'Langkah {{number}} dari {{count}}:',
  next: 'Lanjut',
  goOn: 'Lanjut saja',
  again: 'Coba lagi',
  opening: 'Peramban akan bertanya. Pilih Izinkan.',
  names: {
    speaker: 'Pengeras suara',
    microphone: 'Mikrofon',
    camera: 'Kamera',
    line: 'Sambungan',
  },
  speaker: {
    title: 'Apakah Anda bisa mendengar?',
    text: 'Tekan tombol ini. Beberapa nada lembut akan berbunyi.',
    play: 'Bunyikan nada',
    question: 'Apakah nadanya terdengar?',
    yes: 'Ya, terdengar',
    no: 'Tidak terdengar',
    again: 'Bunyikan lagi',
    help: 'Coba satu per satu, lalu tekan Bunyikan lagi:',
    volume:
      'Besarkan suara dengan tombol di sisi ponsel, atau tombol pengeras suara di komputer.',
    silentSwitch:
      'Di iPhone, geser sakelar kecil di sisi kiri sampai warna jingganya tidak terlihat.',
    bluetooth:
      'Kalau pernah memakai headset Bluetooth, suaranya mungkin keluar di sana. Matikan headset itu, atau pakai.',
    noSpeaker:
      'Kalau komputer ini tidak punya pengeras suara, pasang earphone atau pengeras suara. Kalau punya beberapa, pilih yang benar di setelan suara.',
    restart: 'Tutup aplikasi lain yang memutar suara, misalnya musik atau video.',
  },
  microphone: {
    title: 'Apakah suara Anda sampai?',
    text: 'Hanya perlu kalau Anda akan berbicara. Suara Anda tidak dikirim ke mana-mana.',
    open: 'Coba mikrofon',
    skip: 'Saya hanya mendengarkan',
    level: 'Suara Anda',
    ready:
      'Tekan tombol di bawah, lalu ucapkan nama dan kota Anda. Garis di atas harus bergerak.',
    record: 'Rekam tiga detik',
    recordAgain: 'Rekam lagi',
    recording: 'Silakan berbicara sekarang…',
    listen: 'Sekarang dengarkan: beginilah orang lain mendengar Anda.',
    clip: 'Rekaman suara Anda',
    verdict: {
      well: 'Suara Anda terdengar jelas.',
      soft: 'Suara Anda terdengar pelan. Dekatkan mulut ke mikrofon, lalu rekam lagi.',
      silent:
        'Suara Anda tidak terdengar. Periksa apakah mikrofon dibisukan atau tertutup jari atau sarung ponsel, lalu rekam lagi.',
      nothing:
        'Tidak ada apa pun yang sampai dari mikrofon, desisnya pun tidak. Mungkin perangkat ini tidak punya mikrofon, atau mikrofonnya dimatikan. Pasang atau nyalakan, lalu rekam lagi.',
    },
  },
  camera: {
    title: 'Apakah Anda terlihat?',
    text: 'Hanya perlu kalau Anda ingin terlihat di panggung. Gambar Anda tidak dikirim ke mana-mana.',
    open: 'Coba kamera',
    skip: 'Saya tidak memakai kamera',
    preview: 'Gambar dari kamera Anda',
    question: 'Apakah Anda melihat diri Anda?',
    yes: 'Ya, terlihat',
    no: 'Tidak, atau terlalu gelap',
    help: 'Buka penutup kamera kalau ada, bersihkan lensanya, dan duduk menghadap lampu atau jendela. Belum juga? Anda tetap bisa ikut dengan suara saja.',
  },
  denied: {
    text: '{{name}} belum diizinkan di peramban ini.',
    android:
      'Di ponsel Android: tekan gambar di sebelah kiri alamat halaman ini, pilih Izin, lalu izinkan {{name}}. Sesudah itu tekan Coba lagi.',
    ios: 'Di iPhone atau iPad: tekan tombol di sebelah alamat halaman ini (aA atau gambar halaman), pilih Pengaturan Situs Web, lalu izinkan {{name}}. Sesudah itu tekan Coba lagi.',
    computer:
      'Di komputer: tekan gambar di sebelah kiri alamat halaman ini, izinkan {{name}}, lalu tekan Coba lagi.',
  },
  line: {
    title: 'Apakah sambungannya cukup?',
    text: 'Kami mengirim suara kecil ke perpustakaan dan menerimanya kembali. Lamanya kira-kira 10 detik, memakai kuota kira-kira 1 MB.',
    start: 'Coba sambungan',
    skip: 'Lewati',
    running: 'Sedang mencoba. Anda tidak perlu berbuat apa-apa…',
    toResult: 'Lihat hasil',
    mode: 'Yang cocok untuk sambungan ini: {{mode}}.',
    verdict: {
      good: 'Sambungan Anda lancar.',
      fair: 'Sambungan Anda cukup. Suara bisa sesekali tersendat.',
      poor: 'Sambungan Anda kurang baik. Mendekatlah ke Wi-Fi, atau coba jaringan lain.',
    },
    problem: {
      'no-hub':
        'Perpustakaan tidak terjangkau. Periksa apakah internet Anda menyala, lalu coba lagi.',
      'no-way':
        'Halaman ini terbuka, tetapi suara tidak bisa lewat. Jaringan Anda mungkin menahannya. Coba jaringan lain, misalnya data ponsel.',
      busy: 'Sedang banyak yang mencoba. Tunggu satu menit, lalu coba lagi.',
      unsupported:
        'Peramban ini tidak bisa dipakai untuk acara langsung. Perbarui, atau pakai Chrome, Firefox, atau Safari yang baru.',
    },
  },
  result: {
    title: 'Hasilnya',
    ready: 'Anda siap mengikuti acara.',
    notYet:
      'Ada yang perlu dilihat lagi. Anda bisa mencoba lagi, atau mengirim hasil ini kepada yang membantu Anda.',
    back: 'Kembali ke acara',
    speaker: {
      heard: 'Nada terdengar.',
      'not-heard': 'Nada tidak terdengar. Besarkan suara perangkat Anda, lalu coba lagi.',
      skipped: 'Belum dicoba.',
    },
    microphone: {
      well: 'Suara Anda terdengar jelas.',
      soft: 'Suara Anda terdengar pelan. Dekatkan mulut ke mikrofon.',
      silent: 'Mikrofon menyala, tetapi suara Anda tidak terdengar.',
      nothing: 'Tidak ada apa pun yang sampai dari mikrofon: tidak terpasang, atau dimatikan.',
      skipped: 'Tidak dicoba. Untuk mendengarkan tidak perlu mikrofon.',
      denied: 'Belum diizinkan di peramban ini.',
      'denied-by-system': 'Ditahan oleh sistem perangkat ini.',
      'not-found': 'Tidak ada mikrofon yang ditemukan.',
      'in-use': 'Sedang dipakai program lain. Tutup program itu, lalu coba lagi.',
      insecure: 'Hanya bisa dipakai lewat alamat https.',
      unsupported: 'Peramban ini tidak bisa memakai mikrofon.',
      cancelled: 'Belum diizinkan di peramban ini.',
      lost: 'Terlepas, atau diambil program lain.',
      unknown: 'Tidak bisa dinyalakan.',
    },
    camera: {
      seen: 'Anda terlihat.',
      'not-seen': 'Kamera menyala, tetapi Anda tidak terlihat.',
      skipped: 'Tidak dicoba. Anda bisa ikut tanpa kamera.',
      denied: 'Belum diizinkan di peramban ini.',
      'denied-by-system': 'Ditahan oleh sistem perangkat ini.',
      'not-found': 'Tidak ada kamera yang ditemukan.',
      'in-use': 'Sedang dipakai program lain. Tutup program itu, lalu coba lagi.',
      insecure: 'Hanya bisa dipakai lewat alamat https.',
      unsupported: 'Peramban ini tidak bisa memakai kamera.',
      cancelled: 'Belum diizinkan di peramban ini.',
      lost: 'Terlepas, atau diambil program lain.',
      unknown: 'Tidak bisa dinyalakan.',
    },
    line: {
      skipped: 'Belum dicoba. Tanpa sambungan yang baik Anda tidak bisa mengikuti acara.',
    },
  },
  report: {
    title: 'Kirim hasil ini',
    help: 'Kirim tulisan ini kepada yang membantu Anda. Kami tidak menyimpannya.',
    label: 'Hasil untuk dikirim',
    share: 'Bagikan hasil',
    copy: 'Salin hasil',
    copied: 'Hasil tersalin. Tempelkan di pesan Anda.',
    notCopied: 'Peramban tidak mengizinkan menyalin. Pilih teksnya, lalu salin sendiri.',
    head: 'Hasil coba perangkat, {{moment}}',
    device: 'Perangkat: {{device}}',
    unknown: 'tidak dikenal',
    numbers:
      'Angka: lewat {{route}}, pergi-pulang {{roundTrip}} ms, hilang {{lost}}%, unduh {{megabits}} Mb/s',
  },
  /** Where others are pointed here. */
  invite: {
    fromLobby: 'Coba dulu perangkat Anda',
    link: 'Tautan untuk mencoba dulu',
    linkHelp:
      'Kirim kepada pembicara dan hadirin supaya mereka bisa mencoba suara dan sambungannya sebelum acara.',
  },
};
