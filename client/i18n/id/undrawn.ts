/** Letters that are not seen in an episode's picture. */
export const undrawn = {
  text: 'Tidak terlihat di gambar episode: {{letters}}. Yang bisa digambar ialah huruf Latin, Arab dan Jawi, Kiril, Yunani, serta Ibrani. Di halaman dan podcast semuanya tetap utuh. Tulis juga dengan huruf Latin supaya terbaca di gambar.',
  names:
    'Nama yang tidak terlihat di gambar episode, atau hanya sebagian: {{names}}. Yang bisa digambar ialah huruf Latin, Arab dan Jawi, Kiril, Yunani, serta Ibrani. Lain kali, minta orangnya menulis namanya juga dengan huruf Latin saat masuk.',
};
