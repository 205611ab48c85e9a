/** Bringing people on stage and back, and what hosts and moderators do to run it. */
export const hosting = {
  guest: 'Tamu',
  someone: 'Penyelenggara',
  hand: {
    raise: 'Angkat tangan',
    lower: 'Turunkan tangan',
    up: 'Tangan Anda terangkat.',
    next: 'Anda yang berikutnya.',
    place: 'Anda urutan ke-{{place}}.',
    reason: 'Alasan: {{reason}}',
    addReason: 'Tulis alasan',
    changeReason: 'Ubah alasan',
    reasonTitle: 'Tentang apa?',
    reasonField: 'Alasan, beberapa kata saja',
    reasonHelp: 'Hanya dibaca penyelenggara dan moderator.',
    saveReason: 'Kirim alasan',
  },
  hands: {
    title: 'Tangan terangkat',
    none: 'Belum ada yang mengangkat tangan.',
    dismiss: 'Turunkan tangan',
    dismissName: 'Turunkan tangan: {{name}}',
  },
  invite: {
    title: 'Anda diundang ke panggung',
    text: '{{name}} mengundang Anda berbicara. Kamera dan mikrofon Anda diperiksa dulu; belum ada yang melihat atau mendengar Anda.',
    accept: 'Naik panggung',
    decline: 'Tidak dulu',
    covered: '{{name}} mengundang Anda ke panggung. Tutup lembar ini untuk menjawab.',
    invite: 'Undang naik',
    inviteName: 'Undang naik: {{name}}',
    waiting: 'Diundang, belum menjawab',
    takeBack: 'Batalkan undangan',
    declined: '{{name}} belum ingin naik panggung.',
  },
  deed: {
    'sent-back':
      '{{name}} mengantar Anda kembali ke bangku hadirin. Kamera dan mikrofon Anda sudah mati. Terima kasih sudah berbicara.',
    microphone: '{{name}} mematikan mik Anda. Nyalakan lagi kalau Anda akan berbicara.',
    camera: '{{name}} mematikan kamera Anda. Anda bisa menyalakannya lagi.',
    screen: '{{name}} menghentikan layar yang Anda bagikan.',
  },
  hearing: {
    cannot: 'Tidak mendengar',
    clear: 'Sudah mendengar',
    clearName: 'Sudah mendengar: {{name}}',
  },
  removed: {
    title: 'Dikeluarkan',
    by: 'oleh {{name}}',
    readmit: 'Izinkan masuk lagi',
    readmitName: 'Izinkan masuk lagi: {{name}}',
    action: 'Keluarkan dari acara',
    confirmTitle: 'Keluarkan {{name}}?',
    confirmText:
      'Ia langsung keluar dan tidak bisa masuk lagi ke acara ini dengan akun atau perangkat yang sama. Penyelenggara bisa mengizinkannya lagi.',
  },
  talk: {
    spoken: 'Bicara {{length}}, {{when}}',
    underAMinute: 'kurang dari 1 menit',
    justNow: 'baru saja',
    notYet: 'Belum bicara',
    since:
      'Lama bicara dihitung sejak pukul {{clock}}, ketika ruang ini dibuka kembali. Yang sebelumnya tidak tercatat.',
  },
  people: {
    actions: 'Tindakan',
    actionsFor: 'Tindakan: {{name}}',
    away: 'terputus',
    stop: {
      microphone: 'Matikan mik',
      camera: 'Matikan kamera',
      screen: 'Hentikan layar',
    },
    muteAll: 'Matikan semua mik',
    sendBack: 'Kembalikan ke hadirin',
  },
};
