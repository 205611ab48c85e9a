/** The hosts' guide: plain words, in the order in which an evening goes. */
export const guide = {
  title: 'Panduan penyelenggara',
  lead: 'Dari membuat acara sampai rekamannya terbit, selangkah demi selangkah. Tidak perlu pengalaman.',
  contents: 'Isi panduan',
  prepare: {
    title: 'Beberapa hari sebelumnya',
    series:
      'Buat satu seri di Studio, misalnya "Klub Buku". Beri sampul persegi; sampul itu tampil di aplikasi podcast.',
    session: 'Buat acara di dalam seri itu: judul, tanggal, dan jam mulai.',
    share:
      'Salin tautan acara dan bagikan, misalnya di grup WhatsApp. Siapa pun yang membukanya dapat mendengarkan, tanpa akun dan tanpa aplikasi.',
    test: 'Kirim juga tautan untuk mencoba dulu (ada di bagian Bagikan). Pembicara dan hadirin memeriksa suara, mikrofon, kamera, dan sambungannya beberapa hari sebelumnya, lalu mengirimkan hasilnya kepada Anda.',
    speakers:
      'Untuk tiap pembicara, buat satu tautan pembicara. Tautan itu membuka panggung, jadi kirimkan hanya kepada orangnya. Yang membantu Anda memilah pertanyaan mendapat tautan moderator.',
    personal:
      'Ada orang tua yang kesulitan dengan ponsel? Buat tautan pribadi dengan namanya di halaman acara, lalu kirim atau cetak. Ia cukup menekan satu tombol besar, Dengarkan. Kalau ia tidak mendengar, tandanya muncul di bagian Orang.',
    materials:
      'Sudah punya slide atau jajak pendapat? Siapkan dari halaman acara di Studio, supaya malamnya tinggal menekan satu tombol. Di situ juga susunan acara: di ruang Anda melihat giliran berikutnya dan menekan Lanjut, dan tiap bagian menjadi bab.',
  },
  before: {
    title: 'Setengah jam sebelumnya',
    room: 'Buka acara di Studio, lalu tekan Buka ruang. Periksa kamera dan mikrofon Anda.',
    headset: 'Pakai earphone kalau ada. Suara jadi lebih jernih dan tidak menggema.',
    practice:
      'Ingin mencoba dulu? Tekan Latihan. Anda dan pembicara bertemu di ruang tersendiri; tidak ada yang direkam, dan semua yang ditulis di sana dihapus sesudahnya.',
    stage:
      'Naik panggung bersama para pembicara. Pendengar belum bisa mendengar Anda; mereka menunggu di ruang tunggu.',
    consent:
      'Setiap orang di panggung ditanya apakah bersedia direkam. Yang tidak bersedia tetap bisa berbicara, tetapi tidak direkam.',
    questions:
      'Sambil menunggu, hadirin sudah bisa menulis pertanyaan. Lihat di bagian Pertanyaan.',
  },
  live: {
    title: 'Saat siaran',
    start:
      'Tekan Mulai siaran. Setelah hitung mundur lima detik, pendengar masuk dan rekaman berjalan.',
    proof:
      'Di samping nama tiap orang terlihat apakah suara dan gambarnya tersimpan. Kalau ada yang tidak tersimpan, minta ia memeriksa mikrofonnya.',
    mark: 'Tekan Tandai saat ada bagian penting. Saat itu langsung tersimpan; judulnya boleh menyusul, dari kolom yang muncul atau dari bagian Alur. Setiap tanda menjadi bab dalam rekaman.',
    lost: 'Kalau sambungan Anda terputus, tenang. Siaran berjalan terus, tempat Anda dijaga, dan Anda tersambung lagi dengan sendirinya.',
    lock: 'Tidak ingin ada yang masuk lagi? Tekan Kunci ruang. Yang terlambat menunggu dan masuk sendiri begitu dibuka.',
    end: 'Tekan Akhiri kalau sudah selesai. Pendengar melihat bahwa acara berakhir.',
  },
  questions: {
    title: 'Memandu tanya jawab',
    inbox:
      'Pertanyaan yang baru masuk menunggu di daftar Baru kalau Anda memilih memeriksa dulu. Tekan Setujui supaya semua orang melihat dan bisa mendukungnya.',
    queue:
      'Pertanyaan dengan dukungan terbanyak ada di atas. Masukkan yang akan dijawab ke Antrean; urutannya boleh diubah.',
    answer:
      'Tekan Mulai jawab saat pembicara mulai menjawab, dan Selesai dijawab sesudahnya. Pertanyaannya tampil besar di layar semua orang, dan jawabannya menjadi bab di rekaman.',
    merge:
      'Dua pertanyaan yang sama? Gabungkan. Dukungannya dijumlahkan, penanyanya diberi tahu, dan bisa dibatalkan.',
    written:
      'Yang tidak sempat dijawab langsung bisa dijawab tertulis, untuk semua atau hanya untuk penanyanya, atau dibawa ke pertemuan berikutnya.',
    fair: 'Kalau sebuah pertanyaan tidak diambil, pilih sebabnya. Penanyanya melihat sebab itu, dan hadirin melihat jumlahnya, jadi semua merasa adil.',
    helper:
      'Berdua lebih ringan: satu orang di panggung, satu orang memilah pertanyaan dengan tautan moderator. Kalau sedang ditangani orang lain, Anda melihatnya.',
  },
  audience: {
    title: 'Melibatkan hadirin',
    hands:
      'Hadirin bisa mengangkat tangan. Urutannya terlihat di bagian Orang. Tekan Undang naik; ia memeriksa mikrofonnya dulu, ditanya soal rekaman, lalu naik tanpa masuk ulang.',
    back: 'Selesai berbicara, kembalikan ia ke hadirin. Yang mengganggu bisa dibisukan atau dikeluarkan.',
    chat: 'Obrolan untuk sapaan dan tautan. Kalau terlalu ramai, pasang jeda. Pesan yang sebenarnya pertanyaan bisa dijadikan pertanyaan.',
    polls:
      'Jajak pendapat dibuka dengan satu tekan. Anda yang menentukan kapan hasilnya diperlihatkan.',
  },
  phones: {
    title: 'Untuk yang kuotanya sedikit',
    data: 'Sebelum masuk, hadirin memilih seberapa banyak kuota dipakai. Suara saja kira-kira 35 MB per jam, semua gambar kira-kira 300 MB.',
  },
  after: {
    title: 'Sesudahnya',
    wait: 'Rekaman diolah menjadi episode dengan sendirinya. Kemajuannya terlihat di halaman acara; halaman itu boleh ditutup.',
    audio: 'Suara selesai lebih dulu, lalu video menyusul.',
    health:
      'Lihat Kesehatan rekaman: di situ tertulis apakah suara dan gambar tiap orang sampai dengan utuh.',
    check: 'Dengarkan sebentar, perbaiki judul, dan tulis catatan.',
    publish:
      'Tekan Terbitkan, kecuali seri Anda diatur terbit dengan sendirinya. Pelanggan podcast menerimanya tanpa Anda berbuat apa-apa lagi.',
  },
  trouble: {
    title: 'Kalau ada kendala',
    noSound:
      'Suara tidak terdengar: periksa apakah mikrofon dibisukan di perangkat, lalu pilih mikrofon lain di pengaturan.',
    echo: 'Suara menggema: biasanya dari satu orang yang memakai pengeras suara. Minta ia memakai earphone, atau bisukan dia selagi orang lain berbicara.',
    slow: 'Gambar tersendat: matikan kamera. Suara selalu didahulukan.',
    listener:
      'Hadirin tidak mendengar: minta ia menekan tombol Nyalakan suara, atau keluar lalu masuk lagi.',
    failed:
      'Pengolahan gagal: buka halaman acara dan tekan Coba lagi. Rekaman aslinya tidak hilang.',
  },
};
