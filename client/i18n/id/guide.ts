/** The hosts' guide: plain words, in the order in which an evening goes. */
export const guide = {
  title: 'Panduan penyelenggara',
  lead: 'Dari membuat acara sampai rekamannya terbit, selangkah demi selangkah. Tidak perlu pengalaman.',
  contents: 'Isi panduan',
  once: {
    title: 'Sekali saja di awal',
    series:
      'Di Studio, tekan Seri baru dan beri nama, misalnya "Klub Buku". Seri adalah wadah untuk acara yang berulang.',
    cover:
      'Beri seri itu sampul persegi. Sampul tampil di halaman seri dan di aplikasi podcast. Di halaman yang sama bisa dipasang suara pembuka dan penutup untuk episodenya.',
    publish:
      'Pilih juga: rekaman terbit dengan sendirinya, atau menunggu sampai Anda memeriksanya. Di situ juga ada pilihan membersihkan suara di episode.',
    people:
      'Ada rekan yang ikut menyelenggarakan? Di halaman Orang, buat tautan undangan untuknya. Ia memilih kata sandinya sendiri.',
  },
  prepare: {
    title: 'Beberapa hari sebelumnya',
    session: 'Di dalam seri, tekan Acara baru. Isi judul, tanggal, dan jam mulai.',
    share:
      'Di halaman acara, salin tautannya dan bagikan, misalnya di grup WhatsApp. Siapa pun yang membukanya dapat mendengarkan, tanpa akun dan tanpa aplikasi.',
    test: 'Kirim juga tautan untuk mencoba dulu. Pembicara dan hadirin memeriksa suara, mikrofon, kamera, dan sambungannya, lalu mengirimkan hasilnya kepada Anda.',
    speakers:
      'Untuk tiap pembicara, buat satu tautan pembicara. Tautan itu membuka panggung, jadi kirimkan hanya kepada orangnya.',
    moderator:
      'Yang membantu Anda memilah pertanyaan mendapat tautan moderator. Tautan yang salah kirim bisa dicabut.',
    rundown:
      'Tulis susunan acara: apa saja yang berlangsung, dan berapa menit. Hadirin melihat judul bagian yang sedang berlangsung dan yang berikutnya, kecuali Anda menyembunyikannya.',
    slides:
      'Unggah slide sebagai PDF atau gambar. Bagi hadirin, slide jauh lebih hemat kuota daripada berbagi layar.',
    polls: 'Siapkan jajak pendapat. Di ruang, Anda membukanya dengan satu tekan.',
    broadcast:
      'Hanya satu pembicara, dengan kamera bagus? Di halaman acara, nyalakan Mode siaran utuh. Selama pembicara sendirian di panggung, gambarnya masuk ke episode seperti dikirim kameranya, sejauh bisa. Rekaman aslinya akan disunting sendiri? Program penyunting video mana pun dapat membacanya; pengelola server mengambilkan berkasnya.',
  },
  easy: {
    title: 'Untuk yang jarang memakai ponsel',
    personal:
      'Ada orang tua yang kesulitan dengan ponsel? Buat tautan pribadi dengan namanya di halaman acara. Ia tidak perlu mengetik apa-apa.',
    print:
      'Kirim tautan itu lewat pesan, atau tekan Cetak. Di kertasnya ada namanya, kode QR, dan langkah-langkahnya. Beri satu kertas untuk satu orang.',
    listen:
      'Di ponselnya ada satu tombol besar: Dengarkan. Ini namanya mode mudah. Hanya suara, jadi kuotanya sedikit.',
    hand: 'Ia bisa mengangkat tangan. Kalau Anda mengundangnya, ia menjawab dengan satu tekan dan berbicara. Wajahnya tidak terlihat.',
    deaf: 'Kalau ia menekan Saya tidak mendengar, tandanya muncul di samping namanya di bagian Orang. Telepon dia, atau minta orang di dekatnya menolong.',
  },
  before: {
    title: 'Setengah jam sebelumnya',
    room: 'Buka acara di Studio, lalu tekan Buka ruang.',
    headset: 'Pakai earphone kalau ada. Suara jadi lebih jernih dan tidak menggema.',
    practice:
      'Ingin mencoba dulu? Tekan Lainnya, lalu Latihan; dari halaman acara di studio juga bisa. Anda dan pembicara bertemu di ruang tersendiri; tidak ada yang direkam kecuali Anda menekan Rekam latihan ini, dan semua yang ditulis di sana dihapus sesudahnya. Rekamannya bisa Anda unduh selama sehari. Jajak pendapat dan susunan acara ikut disalin ke latihan.',
    check:
      'Tekan Naik panggung. Periksa kamera dan mikrofon Anda: garis suara harus bergerak saat Anda berbicara.',
    consent:
      'Setiap orang di panggung ditanya apakah bersedia direkam. Yang tidak bersedia tetap bisa berbicara, tetapi tidak direkam. Jawabannya bisa diubah di Rekaman saya.',
    stage:
      'Bertemulah dengan para pembicara di panggung. Hadirin belum melihat atau mendengar Anda; mereka menunggu di serambi.',
    questions:
      'Sambil menunggu, hadirin sudah bisa menulis pertanyaan. Lihat di bagian Pertanyaan.',
  },
  live: {
    title: 'Saat siaran',
    start:
      'Tekan Mulai siaran. Setelah hitung mundur lima detik, hadirin masuk dan rekaman berjalan.',
    proof:
      'Di bagian Orang terlihat apakah suara dan gambar tiap orang tersimpan. Kalau ada yang tidak sampai, minta ia mematikan lalu menyalakan mik atau kameranya.',
    warnings:
      'Kalau ada yang perlu diperhatikan, misalnya mik yang tidak terdengar atau gema, kotak peringatan muncul di atas panggung. Di situ tertulis apa yang harus dilakukan. Kalau siaran tidak terekam, di situ ada tombol Rekam sekarang. Tidak ada kotak berarti semuanya baik.',
    rundown:
      'Susunan acara tampil di atas panggung. Tekan Lanjut saat pindah bagian. Tiap bagian menjadi bab dalam rekaman.',
    slides:
      'Di bagian Slide, tekan halaman yang mau ditampilkan, lalu Berikutnya. Catatan di bawahnya hanya terlihat oleh penyelenggara dan orang yang menyajikan slide itu.',
    mark: 'Ada saat penting di luar susunan? Tekan Tandai, atau huruf C. Judulnya boleh menyusul. Setiap tanda juga menjadi bab.',
    lock: 'Tidak ingin ada yang masuk lagi? Tekan Lainnya, lalu Kunci ruang. Yang terlambat menunggu dan masuk sendiri begitu dibuka.',
    end: 'Tekan Akhiri kalau sudah selesai. Hadirin melihat bahwa acara berakhir. Acara yang sudah diakhiri tidak bisa dimulai lagi.',
  },
  questions: {
    title: 'Memandu tanya jawab',
    settings:
      'Buka Cari, tulis, setelan, lalu Setelan. Pilih apakah pertanyaan diperiksa dulu, dan apakah nama penanya terlihat.',
    words:
      'Di situ juga ada daftar kata. Pertanyaan yang memuat kata itu ditahan sampai Anda memeriksanya.',
    inbox:
      'Pertanyaan yang menunggu ada di daftar Baru. Tekan Setujui supaya semua orang melihat dan bisa mendukungnya.',
    queue:
      'Pertanyaan dengan dukungan terbanyak ada di atas. Tekan Antrekan untuk yang akan dijawab; urutannya boleh diubah. Tekan Perbesar untuk melihat semua daftar sekaligus.',
    answer:
      'Tekan Jawab saat pembicara mulai menjawab, dan Selesai dijawab sesudahnya. Pertanyaannya tampil di layar semua orang, dan jawabannya menjadi bab di rekaman.',
    screen:
      'Tekan Layar pembicara untuk layar kedua, misalnya di meja pembicara atau di aula: satu pertanyaan dengan huruf besar.',
    merge:
      'Dua pertanyaan yang sama? Tekan Lainnya, lalu Gabungkan. Dukungannya disatukan, penanyanya diberi tahu, dan bisa diurungkan.',
    written:
      'Yang tidak sempat dijawab langsung bisa dibalas tertulis, untuk semua atau hanya untuk penanyanya, atau ditunda ke acara berikutnya.',
    fair: 'Kalau sebuah pertanyaan tidak diambil, pilih sebabnya. Penanyanya melihat sebab itu, dan hadirin melihat jumlahnya. Semua merasa adil.',
    helper:
      'Berdua lebih ringan: satu orang di panggung, satu orang memilah pertanyaan. Kalau sedang ditangani orang lain, Anda melihatnya.',
  },
  audience: {
    title: 'Melibatkan hadirin',
    hands:
      'Hadirin bisa mengangkat tangan. Urutannya terlihat di bagian Orang. Tekan Undang naik; ia memeriksa mikrofonnya dulu, ditanya soal rekaman, lalu naik tanpa masuk ulang.',
    back: 'Selesai berbicara, tekan Tindakan di samping namanya, lalu Kembalikan ke hadirin. Di situ juga Anda mematikan mik seseorang atau mengeluarkannya.',
    polls:
      'Buka jajak pendapat di bagian Jajak pendapat. Jawabannya tidak bernama. Anda yang menentukan kapan hasilnya diperlihatkan.',
    chat: 'Obrolan untuk sapaan dan tautan. Kalau terlalu ramai, nyalakan mode pelan di Atur obrolan. Pesan yang sebenarnya pertanyaan bisa dijadikan pertanyaan.',
    data: 'Kuota sedikit? Sebelum masuk, atau lewat tombol Kuota, hadirin memilih seberapa banyak yang dipakai. Suara saja kira-kira 35 MB per jam, semua gambar kira-kira 290 MB.',
  },
  after: {
    title: 'Sesudahnya',
    wait: 'Rekaman diolah menjadi episode dengan sendirinya. Kemajuannya terlihat di halaman acara; halaman itu boleh ditutup. Suara selesai lebih dulu, lalu video menyusul.',
    health:
      'Lihat Kesehatan rekaman: di situ tertulis apakah suara dan gambar tiap orang sampai dengan utuh.',
    check:
      'Dengarkan sebentar, lalu perbaiki judul dan catatannya. Jawaban tertulis dan hasil jajak pendapat sudah ada di rancangan catatan.',
    edit: 'Ada yang tidak perlu? Buka Sunting rekaman: potong awal, akhir, atau bagian di tengah, senyapkan satu orang, dan betulkan bab. Lalu tekan tombol untuk membuat ulang episodenya. Rekaman aslinya tetap utuh.',
    publish:
      'Tekan Terbitkan, kecuali seri Anda diatur terbit dengan sendirinya. Di halaman episode, bab dan pertanyaan bisa ditekan untuk langsung ke saatnya.',
    podcast:
      'Pelanggan podcast menerimanya tanpa Anda berbuat apa-apa lagi. Alamat podcast ada di halaman seri; daftarkan sekali di Apple Podcasts dan Spotify.',
    transcript:
      'Supaya orang bisa membaca yang dikatakan: di halaman acara, buka Transkrip. Unggah berkas VTT atau SRT, atau tulis sendiri sambil memutar. Betulkan, pilih siapa yang berbicara, lalu tekan Terbitkan transkrip. Teksnya tampil di video, di halaman episode, dan di aplikasi podcast.',
    written:
      'Ada pertanyaan yang belum sempat dijawab? Di halaman acara, jawab tertulis, jawab lewat suara sampai tiga menit, atau bawa ke acara berikutnya. Jawaban suara ditambahkan di akhir episode. Pertanyaan, obrolan, dan hasil jajak pendapat juga bisa diunduh di situ, misalnya untuk laporan.',
    mistake:
      'Terlanjur terbit? Tekan Tarik dari penerbitan. Episodenya hilang dari halaman seri dan dari podcast, dan bisa diterbitkan lagi.',
    withdraw:
      'Seseorang menarik persetujuannya? Di halaman acara, buka Keluarkan seseorang dari rekaman. Suara dan gambarnya dihapus untuk selamanya, lalu episode dibuat ulang tanpa dia dan tanpa pertanyaannya. Yang hanya bertanya juga ada di situ. Periksa juga judul dan catatan yang Anda tulis sendiri; kalau Anda mengubahnya, tekan Buat ulang episode di bawahnya.',
    keep: 'Rekaman asli disimpan 30 hari sesudah episode terakhir dibuat, terbit, atau disunting, kecuali pengelola server mengatur lain. Tanggalnya tertulis di halaman acara. Sesudah itu episode tetap ada, tetapi tidak bisa lagi disunting. Bila ada yang menarik persetujuannya sesudah itu, seluruh episode dihapus.',
    delete:
      'Seluruh acara harus hilang? Di bagian bawah halamannya, tekan Hapus acara. Rekaman, episode, pertanyaan, dan obrolannya dihapus untuk selamanya. Yang sudah diunduh orang tidak bisa ditarik kembali.',
  },
  trouble: {
    title: 'Kalau ada kendala',
    noSound:
      'Suara Anda tidak terdengar: periksa apakah mikrofon dibisukan di perangkat, lalu pilih mikrofon lain di Perangkat.',
    echo: 'Suara menggema: biasanya dari satu orang yang memakai pengeras suara. Minta ia memakai earphone, atau matikan miknya selagi orang lain berbicara.',
    slow: 'Gambar tersendat: matikan kamera. Suara selalu didahulukan.',
    listener:
      'Hadirin tidak mendengar: minta ia menekan Nyalakan suara. Belum juga? Minta ia menekan Keluar, lalu masuk lagi.',
    lost: 'Sambungan Anda terputus: tenang. Siaran berjalan terus, tempat Anda dijaga, dan Anda tersambung lagi dengan sendirinya. Kalau komputer mati, buka tautan yang sama di ponsel.',
    away: 'Anda tidak bisa kembali: moderator boleh mengakhiri acara. Kalau semua sudah pergi, acara selesai sendiri setelah beberapa menit; kalau masih ada orang di panggung, setelah satu jam. Rekamannya tersimpan.',
    power:
      'Listrik atau server mati: begitu menyala lagi, semua orang masuk kembali sendiri. Yang sudah terekam tidak hilang.',
    disk: 'Peringatan tempat hampir habis: minta yang mengurus server mengosongkan tempat. Sementara itu suara tetap direkam.',
    outage:
      'Peringatan basis data atau penyimpanan tidak dapat dihubungi: teruskan acara. Siaran dan rekaman tidak terganggu, dan peringatan hilang sendiri setelah tersambung lagi. Kabari yang mengurus server.',
    rude: 'Ada yang mengganggu: keluarkan lewat Tindakan. Ia tidak bisa masuk lagi sampai Anda mengizinkannya. Kalau ia datang lagi dari perangkat lain sebagai orang baru, kunci ruang.',
    failed:
      'Pengolahan gagal: buka halaman acara dan tekan Coba lagi. Rekaman aslinya tidak hilang.',
  },
  /** What the pictures show, for who does not see them. */
  pictures: {
    selfTest:
      'Halaman uji di ponsel: langkah 1 dari 4, tombol Bunyikan lagi, lalu Ya, terdengar atau Tidak terdengar.',
    links:
      'Bagian Undangan naik panggung: isian Untuk siapa, lalu tombol Buat tautan pembicara dan Buat tautan moderator.',
    rundown: 'Bagian Susunan acara: empat bagian dengan menitnya, dan tombol Ubah susunan.',
    personal: 'Bagian Tautan pribadi: isian Nama pendengar, lalu tombol Buat tautan pribadi.',
    easyDoor: 'Mode mudah di ponsel: Halo, Uni Ros, dan satu tombol besar Dengarkan.',
    check: 'Lembar Periksa kamera dan mikrofon, dengan gambar dari kamera dan garis suara.',
    consent:
      'Pertanyaan Bolehkah Anda direkam, dengan jawaban Ya, saya boleh direkam dan Tidak, jangan rekam saya.',
    room: 'Ruang di komputer: panggung dan pertanyaan yang sedang dijawab di kiri, semua daftar pertanyaan di kanan.',
    slides:
      'Slide tampil besar di panggung. Di samping ada halaman-halaman lain dan tombol Berikutnya.',
    settings: 'Setelan pertanyaan: Periksa dulu sebelum tampil, nama penanya, dan daftar kata.',
    roomPhone:
      'Ruang di ponsel hadirin: panggung, pertanyaan yang sedang dijawab, dan tombol Tanya.',
    speaker: 'Layar pembicara: satu pertanyaan dengan huruf sangat besar.',
    hands: 'Bagian Orang: sebuah tangan terangkat dengan alasannya, dan tombol Undang naik.',
    print:
      'Kertas yang dicetak untuk Uni Ros: judul acara, waktunya, langkah-langkahnya, dan kode QR.',
    poll: 'Jajak pendapat di ponsel: batang hasil untuk empat pilihan.',
    making: 'Halaman acara: langkah-langkah pengolahan rekaman dan kemajuannya.',
    episode:
      'Halaman episode di ponsel: gambar, tombol Putar, dan pilihan video atau suara saja.',
  },
};
