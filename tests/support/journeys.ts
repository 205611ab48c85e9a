import type { Locator, Page } from 'playwright-core';

/** What people do, by the words they see. Shared by the browser tests and the demo. */

const button = (page: Page | Locator, name: string | RegExp): Locator =>
  page.getByRole('button', { name });

export const owner = {
  email: 'ibu@perpustakaan.example',
  displayName: 'Ibu Yanti',
  password: 'serambi teduh sekali',
  libraryName: 'Perpustakaan Solok',
};

/** The owner opens the printed link, makes the account and names the library. Ends in the studio. */
export async function makeOwner(page: Page, ownerLink: string): Promise<void> {
  await page.goto(ownerLink);
  await page.getByLabel('Nama perpustakaan').fill(owner.libraryName);
  await page.getByLabel('Nama Anda').fill(owner.displayName);
  await page.getByLabel('Alamat email').fill(owner.email);
  await page.getByLabel('Kata sandi', { exact: true }).fill(owner.password);
  await button(page, 'Buat akun dan mulai').click();
  await page.waitForURL(/\/studio/);
}

export async function signIn(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/masuk`);
  await page.getByLabel('Alamat email').fill(owner.email);
  await page.getByLabel('Kata sandi', { exact: true }).fill(owner.password);
  await button(page, 'Masuk').click();
  await page.waitForURL(/\/studio/);
}

export type NewSeries = {
  title: string;
  description: string;
  cover?: Buffer;
  review?: boolean;
};

/** Makes a series with its cover. Ends on its page in the studio; returns its slug. */
export async function makeSeries(
  page: Page,
  origin: string,
  series: NewSeries,
): Promise<string> {
  await page.goto(`${origin}/studio/series`);
  await page.getByLabel('Judul seri').fill(series.title);
  await page.getByLabel('Tentang seri ini').fill(series.description);
  await button(page, 'Buat seri').click();
  await page.waitForURL(/\/studio\/series\/[^/]+$/);
  const slug = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  if (series.cover) {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      button(page, 'Pilih gambar').click(),
    ]);
    const { cover: buffer } = series;
    await chooser.setFiles({ name: 'sampul.png', mimeType: 'image/png', buffer });
    await page.getByText('Sampul tersimpan.').waitFor();
  }
  return slug;
}

/** The day in the library's zone, as a date field takes it. */
const inJakarta = (moment: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Jakarta', dateStyle: 'short' }).format(
    moment,
  );

/** Makes a session for tomorrow evening. Ends on its page in the studio; returns its code. */
export async function makeSession(
  page: Page,
  {
    origin,
    slug,
    title,
    description,
  }: Record<'origin' | 'slug' | 'title' | 'description', string>,
): Promise<string> {
  await page.goto(`${origin}/studio/series/${slug}/sessions`);
  await page.getByLabel('Judul acara').fill(title);
  await page.getByLabel('Tentang acara ini').fill(description);
  await page.getByLabel('Tanggal').fill(inJakarta(new Date(Date.now() + 86_400_000)));
  await page.getByLabel('Jam mulai').fill('19:30');
  await button(page, 'Buat acara').click();
  await page.waitForURL(/\/studio\/sessions\//);
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

/** On the session's page in the studio: makes a speaker's link and returns its address. */
export async function makeSpeakerLink(page: Page, label: string): Promise<string> {
  await page.getByLabel('Untuk siapa').fill(label);
  await button(page, 'Buat tautan pembicara').click();
  const field = page.getByRole('textbox', { name: `Pembicara: ${label}` });
  await field.waitFor();
  return field.inputValue();
}

/** From the session's page into the room, or into the wait before it. */
export async function enterRoom(page: Page, url: string, name?: string): Promise<void> {
  await page.goto(url);
  const enter = button(page, /^Masuk (dan dengarkan|dan tunggu|ke ruang)$/);
  await enter.waitFor();
  if (name !== undefined) await page.getByLabel('Nama Anda').fill(name);
  await enter.click();
}

/** In the room: device check, answer to the recording question, stage. */
export async function goOnStage(page: Page, { consent }: { consent: boolean }): Promise<void> {
  await button(page, /^Naik panggung/).click();
  const dialog = page.getByRole('dialog');
  await button(dialog, 'Lanjut').click();
  await dialog
    .getByText(consent ? 'Ya, saya boleh direkam' : 'Tidak, jangan rekam saya')
    .click();
  await button(dialog, 'Naik panggung').click();
  await button(page, /Turun panggung/).waitFor();
}

export async function goLive(page: Page): Promise<void> {
  await button(page, /^Mulai siaran/).click();
  // At once: the countdown has a journey of its own.
  await page.getByText('Hitung mundur 5 detik').click();
  await button(page.getByRole('dialog'), 'Mulai siaran').click();
  await page.getByText('Direkam').first().waitFor();
  // While it is open, keys are the dialog's.
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** In the room, on a phone or on a desktop. */
export async function ask(page: Page, question: string): Promise<void> {
  const field = page.getByLabel('Pertanyaan Anda');
  if (!(await field.isVisible())) await button(page, /^Tanya/).click();
  await field.fill(question);
  await button(page, 'Kirim pertanyaan').click();
}

export async function addMark(page: Page, title: string): Promise<void> {
  await button(page, 'Tandai').click();
  await page.getByLabel('Judul bab').fill(title);
  await button(page, 'Simpan judul').click();
  await page.getByText(`Judul tanda: "${title}".`).waitFor();
}

export async function endSession(page: Page): Promise<void> {
  await button(page, /^Akhiri/).click();
  await button(
    page.getByRole('alertdialog').or(page.getByRole('dialog')),
    'Akhiri acara',
  ).click();
  await page.getByText('Terima kasih sudah datang').waitFor();
}
