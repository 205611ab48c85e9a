/** First run, invitations of hosts and sign in. */
export const account = {
  email: 'Alamat email',
  displayName: 'Nama Anda',
  displayNameHelp: 'Begitulah orang lain melihat Anda di ruang acara.',
  password: 'Kata sandi',
  newPassword: 'Kata sandi baru',
  passwordHelp:
    'Paling sedikit 10 huruf. Beberapa kata yang mudah Anda ingat sudah cukup aman.',
  showPassword: 'Tampilkan kata sandi',
  firstRun: {
    title: 'Selamat datang di Serambi',
    lead: 'Tinggal satu formulir, lalu acara pertama bisa dibuat. Akun ini menjadi pengelola Serambi di perpustakaan Anda.',
    libraryName: 'Nama perpustakaan',
    libraryNameHelp: 'Contoh: Perpustakaan Kota Bukittinggi. Bisa diganti kapan saja.',
    submit: 'Buat akun dan mulai',
    done: 'Serambi ini sudah disiapkan. Silakan masuk dengan akun Anda.',
  },
  invitation: {
    title: 'Anda diundang menjadi penyelenggara',
    lead: 'Dengan akun ini Anda membuat acara, memandu siaran, dan menerbitkan rekamannya di {{library}}.',
    submit: 'Buat akun',
  },
  missingKey:
    'Tautannya terpotong. Buka lagi tautan lengkap yang Anda terima, sampai huruf terakhirnya.',
  signIn: {
    title: 'Masuk ke studio',
    lead: 'Hanya untuk penyelenggara. Untuk mengikuti acara tidak perlu akun: cukup buka tautan acaranya.',
    submit: 'Masuk',
    forgotten: 'Lupa kata sandi? Mintalah undangan baru kepada pengelola perpustakaan.',
  },
};
