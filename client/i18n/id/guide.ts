/** The hosts' guide: plain words, in the order in which an evening goes. */
export const guide = {
  title: 'Panduan penyelenggara',
  lead: 'Dari membuat acara sampai rekamannya terbit, selangkah demi selangkah. Tidak perlu pengalaman.',
  prepare: {
    title: 'Beberapa hari sebelumnya',
    series:
      'Buat satu seri di Studio, misalnya "Klub Buku". Beri sampul persegi; sampul itu tampil di aplikasi podcast.',
    session: 'Buat acara di dalam seri itu: judul, tanggal, dan jam mulai.',
    share:
      'Salin tautan acara dan bagikan. Siapa pun yang membukanya dapat mendengarkan, tanpa akun.',
    speakers:
      'Untuk tiap pembicara, buat satu tautan pembicara. Tautan itu membuka panggung, jadi kirimkan hanya kepada orangnya.',
  },
  before: {
    title: 'Setengah jam sebelumnya',
    room: 'Buka acara di Studio, lalu tekan Buka ruang. Periksa kamera dan mikrofon Anda.',
    headset: 'Pakai earphone kalau ada. Suara jadi lebih jernih dan tidak menggema.',
    stage:
      'Naik panggung bersama para pembicara. Pendengar belum bisa mendengar Anda; mereka menunggu di ruang tunggu.',
    consent:
      'Setiap orang di panggung ditanya apakah bersedia direkam. Yang tidak bersedia tetap bisa berbicara, tetapi tidak direkam.',
  },
  live: {
    title: 'Saat siaran',
    start: 'Tekan Mulai siaran. Pendengar langsung masuk, dan rekaman berjalan.',
    proof:
      'Di samping nama tiap orang terlihat apakah suara dan gambarnya tersimpan. Kalau ada yang tidak tersimpan, minta ia memeriksa mikrofonnya.',
    mark: 'Tekan Tanda saat ada bagian penting. Tanda itu menjadi bab dalam rekaman.',
    lost: 'Kalau sambungan Anda terputus, tenang. Tempat Anda dijaga, dan Anda tersambung lagi dengan sendirinya.',
    end: 'Tekan Akhiri kalau sudah selesai. Pendengar melihat bahwa acara berakhir.',
  },
  after: {
    title: 'Sesudahnya',
    wait: 'Rekaman diolah menjadi episode dengan sendirinya. Kemajuannya terlihat di halaman acara; halaman itu boleh ditutup.',
    audio: 'Suara selesai lebih dulu, lalu video menyusul.',
    check: 'Dengarkan sebentar, perbaiki judul, dan tulis catatan.',
    publish:
      'Tekan Terbitkan, kecuali seri Anda diatur terbit dengan sendirinya. Pelanggan podcast menerimanya tanpa Anda berbuat apa-apa lagi.',
  },
  trouble: {
    title: 'Kalau ada kendala',
    noSound:
      'Suara tidak terdengar: periksa apakah mikrofon dibisukan di perangkat, lalu pilih mikrofon lain di pengaturan.',
    slow: 'Gambar tersendat: matikan kamera. Suara selalu didahulukan.',
    failed:
      'Pengolahan gagal: buka halaman acara dan tekan Coba lagi. Rekaman aslinya tidak hilang.',
  },
};
