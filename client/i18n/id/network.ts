/** Data and the connection: how much is sent to a device, and which way. */
export const network = {
  mode: {
    label: 'Seberapa banyak kuota dipakai',
    summary: '{{mode}}. {{cost}} Ubah',
    cost: 'Kira-kira {{megabytes}} MB per jam.',
    full: 'Semua gambar',
    fullText: 'Semua orang di panggung dan layar terlihat.',
    light: 'Satu gambar kecil',
    lightText: 'Hanya yang sedang berbicara, atau layar yang dibagikan.',
    slides: 'Suara dan slide',
    slidesText: 'Tanpa gambar bergerak. Slide tampil sebagai gambar diam.',
    sound: 'Suara saja',
    soundText: 'Paling hemat.',
  },
  reason: {
    'saves-data': 'Kami pilihkan yang hemat karena peramban Anda diatur hemat data.',
    'slow-line': 'Kami pilihkan yang ringan karena sambungan Anda sedang lambat.',
    'phone-data': 'Kami pilihkan yang hemat karena Anda memakai paket data ponsel.',
  },
  hint: {
    light: 'Satu gambar kecil saja, supaya hemat kuota.',
    slides: 'Tanpa gambar bergerak, supaya hemat kuota. Suara tetap terdengar.',
    sound: 'Suara saja, supaya hemat kuota.',
    noH264:
      'Peramban ini tidak bisa menampilkan kamera acara ini, karena dikirim dalam H.264. Suara, layar, dan slide tetap sampai. Supaya wajah juga terlihat, buka halaman ini di Chrome, Edge, atau Safari. Firefox yang baru dipasang akan bisa sendiri beberapa menit setelah pertama dibuka: muat ulang halaman ini nanti.',
  },
  control: 'Kuota',
  sheet: 'Kuota dan sambungan',
  measured: {
    title: 'Kuota terpakai',
    used: 'Sejak masuk: {{megabytes}} MB.',
    rate: 'Sekarang kira-kira {{megabytes}} MB per jam.',
    soon: 'Pemakaian per jam sedang dihitung…',
  },
  sound: {
    muted: 'Suara Anda matikan sendiri. Acara berjalan terus.',
  },
  /** Which way sound and pictures come, and why: in the room and where a device is tested. */
  route: {
    title: 'Jalur sambungan',
    none: 'Suara dan gambar belum tersambung.',
    noneWhy: 'Kami terus mencoba, lewat semua jalur yang ada.',
    udp: 'Suara dan gambar datang langsung dari perpustakaan lewat UDP, jalur yang paling cepat.',
    udpWhy: 'Tidak ada yang perlu diubah.',
    tcp: 'Suara dan gambar datang langsung dari perpustakaan lewat TCP, jalur cadangan.',
    tcpWhy:
      'Biasanya ini karena jaringan Anda (tembok api, firewall) menahan UDP, jalur yang lebih cepat. Bisa sedikit tersendat; bila mengganggu, coba jaringan lain.',
    relay: 'Suara dan gambar datang lewat server perantara (TURN).',
    relayWhy:
      'Ini karena jaringan Anda menutup jalur langsung ke perpustakaan. Bisa sedikit terlambat. Isinya tetap tersandi: server perantara hanya meneruskan, tidak bisa mendengar atau melihat.',
    roundTrip: 'Pergi-pulang {{milliseconds}} milidetik.',
  },
};
