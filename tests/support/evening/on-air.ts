import { viewports } from '../browser.ts';
import { addMark } from '../journeys.ts';
import type { Audience } from './audience.ts';
import { button, type Cast, type Stagehands } from './stagehands.ts';

/** The evening while it is live: slides, a poll, hands, questions. */
export async function live(
  hands: Stagehands,
  { host, listener, easy, audience }: Cast & { audience: Audience },
): Promise<void> {
  const { shoot, hub, ready } = hands;
  await audience.chat();
  await audience.ask();
  await easy.getByText(/^Yang berbicara/).waitFor();
  await shoot('easy-phone', easy);
  await easy.goto(hub.origin);
  await easy.getByText('Acara berikutnya').waitFor();
  await shoot('home-live-phone', easy);
  await listener.locator('.tile video').first().waitFor();
  await button(host, 'Mulai susunan').click();
  await button(host, 'Lanjut').click();

  await host.getByText('Cari, tulis, setelan').click();
  await button(host, 'Setelan').click();
  const settings = host.getByRole('dialog');
  await settings.getByText('Periksa dulu sebelum tampil').click();
  await settings.getByLabel('Kata yang menahan pertanyaan').fill('judi\npinjol\nkasar');
  await host.setViewportSize({ ...viewports.desktop, height: 1100 });
  await shoot('settings-part', settings);
  await host.setViewportSize(viewports.desktop);
  await button(settings, 'Simpan daftar kata').click();
  await host.getByText('Daftar kata tersimpan.').waitFor();
  await button(settings, 'Tutup').click();
  await host.getByText('Cari, tulis, setelan').click();
  await audience.askLate();

  await host.getByRole('tab', { name: /^Slide/ }).click();
  await button(host, 'Tampilkan halaman 2').click();
  await listener
    .getByRole('img', { name: /^Slide 2/ })
    .first()
    .waitFor();
  await shoot('slides-desktop', host);
  await shoot('slides-phone', listener);
  await button(host, 'Sembunyikan slide').click();

  await host.getByRole('tab', { name: /^Jajak pendapat/ }).click();
  await button(host, /^Buka sekarang: Tokoh/).click();
  await button(listener, 'Jawab').click();
  const poll = listener.getByRole('dialog');
  await poll.getByText('Lintang').click();
  await button(poll, 'Kirim jawaban').click();
  const { polls } = await hands.studio.ok<{ polls: { pollId: string; state: string }[] }>(
    'GET',
    `/api/studio/sessions/${ready.code}/polls`,
  );
  await audience.answerPoll(polls.find(({ state }) => state === 'open')?.pollId ?? '');
  await poll.getByText(/^15 orang/).waitFor();
  await shoot('poll-phone', listener);
  await shoot('polls-desktop', host);
  await listener.keyboard.press('Escape');
  await button(host, 'Tutup jajak pendapat').click();
  await button(listener, /^Tutup/).click();

  await audience.raiseHands();
  await host.getByRole('tab', { name: /^Orang/ }).click();
  await host.getByText('Mesra Wati').first().waitFor();
  await shoot('hands-part', host.locator('.room__console'));
  await addMark(host, 'Bacaan bab satu selesai');
  // The pictures are sharp again after the slides.
  await host.waitForTimeout(6000);
  await questions(hands, { host, listener });
}

/** The first two are queued, the first of them is answered. */
async function questions(
  { hub, ready, shoot }: Stagehands,
  { host, listener }: Pick<Cast, 'host' | 'listener'>,
): Promise<void> {
  await host.getByRole('tab', { name: /^Pertanyaan/ }).click();
  await button(host, 'Perbesar').click();
  const open = host.getByRole('region', { name: 'Terbuka', exact: true });
  await button(open, /^Antrekan/)
    .first()
    .click();
  await button(open, /^Antrekan/)
    .first()
    .click();
  const queue = host.getByRole('region', { name: 'Antrean', exact: true });
  await queue.getByRole('article').nth(1).waitFor();
  await button(queue, /^Jawab/)
    .first()
    .click();
  await host.getByRole('tab', { name: /^Obrolan/ }).click();
  await listener.getByText('Sedang dijawab').first().waitFor();
  await shoot('room-desktop', host);
  await shoot('room-phone', listener);
  await button(listener, /^Tanya/).click();
  await listener.getByRole('dialog').getByText('Semua pertanyaan').waitFor();
  await shoot('questions-phone', listener);
  await listener.keyboard.press('Escape');
  await button(listener, /^Obrolan/).click();
  await shoot('chat-phone', listener);
  await listener.keyboard.press('Escape');
  const screen = await host.context().newPage();
  await screen.goto(`${hub.origin}/a/${ready.code}/pembicara`);
  await screen.getByText('Sedang dijawab').first().waitFor();
  await shoot('speaker-desktop', screen);
  await screen.close();
  await host.waitForTimeout(12_000);
  await button(
    host.getByRole('region', { name: 'Pertanyaan di panggung' }).last(),
    'Selesai dijawab',
  ).click();
  await button(host, 'Perkecil').click();
}
