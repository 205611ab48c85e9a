import { randomUUID } from 'node:crypto';
import type { StudioSeries, StudioSession } from '../../../server/protocol/rest.ts';
import type { RestClient } from '../rest-client.ts';
import { drawCover, drawSlide } from './drawings.ts';

/** What a library in West Sumatra could have in its Serambi on an evening of its book club. */

export const title = 'Laskar Pelangi, bab satu sampai tiga';
const minuteMs = 60_000;
const dayMs = 86_400_000;

export type ReadyLibrary = {
  slug: string;
  /** Of tonight's session. */
  code: string;
  links: { speaker: string; moderator: string; easy: string };
};

/** Makes two series, the sessions of the coming weeks, and all that tonight's session needs. */
export async function makeLibrary(studio: RestClient): Promise<ReadyLibrary> {
  const club = await makeSeries(studio, {
    title: 'Klub Buku Sabtu Malam',
    description:
      'Setiap Sabtu malam kita membaca satu buku bersama, dari novel Minang lama sampai yang baru terbit. Tidak perlu sudah membaca; cukup duduk dan mendengarkan.',
    category: 'Arts',
    subcategory: 'Books',
    cover: await drawCover(['Klub Buku', 'Sabtu Malam'], '#8A1C2B'),
  });
  const stories = await makeSeries(studio, {
    title: 'Cerita Nagari',
    description:
      'Orang tua-tua bercerita tentang kampungnya: nama sungai, pasar lama, kaba dan pantun.',
    category: 'Society & Culture',
    subcategory: 'Personal Journals',
    cover: await drawCover(['Cerita', 'Nagari'], '#1F4E4A'),
  });
  const code = await makeSession(studio, club, {
    title,
    description:
      'Pak Rahmat membacakan bagian pembuka, lalu kita berbincang: mengapa sekolah kecil di Belitung itu terasa seperti sekolah kita sendiri? **Bawa bukunya** kalau ada.',
    inMs: 20 * minuteMs,
    plannedMinutes: 75,
  });
  await makeSession(studio, club, {
    title: 'Tenggelamnya Kapal Van der Wijck',
    description: 'Bersama Uni Desi dari SMA 1 Solok.',
    inMs: 7 * dayMs,
  });
  await makeSession(studio, stories, {
    title: 'Asal nama Danau Singkarak',
    description: 'Mak Itam dari Paninggahan bercerita.',
    inMs: 4 * dayMs,
  });
  await addRundown(studio, code);
  await addPolls(studio, code);
  await addSlides(studio, code);
  return {
    ...{ slug: club, code },
    links: {
      speaker: await makeLink(studio, code, 'speaker', 'Pak Rahmat'),
      moderator: await makeLink(studio, code, 'moderator', 'Dewi Anggraini'),
      easy: await makeLink(studio, code, 'listener', 'Uni Ros'),
    },
  };
}

type NewSeries = Record<'title' | 'description' | 'category' | 'subcategory', string> & {
  cover: Buffer;
};

async function makeSeries(studio: RestClient, { cover, ...about }: NewSeries): Promise<string> {
  const body = { ...about, language: 'id', author: 'Perpustakaan Solok' };
  const { slug } = await studio.ok<StudioSeries>('POST', '/api/studio/series', body);
  await studio.send('PUT', `/api/studio/series/${slug}/cover`, {
    raw: new Uint8Array(cover),
    headers: { 'Content-Type': 'image/png' },
  });
  return slug;
}

async function makeSession(
  studio: RestClient,
  slug: string,
  {
    inMs,
    ...about
  }: { title: string; description: string; inMs: number; plannedMinutes?: number },
): Promise<string> {
  // On a full quarter of an hour, as people plan.
  const quarter = 15 * minuteMs;
  const startsAt = new Date(Math.ceil((Date.now() + inMs) / quarter) * quarter).toISOString();
  const path = `/api/studio/series/${slug}/sessions`;
  const { session } = await studio.ok<StudioSession>('POST', path, { ...about, startsAt });
  return session.code;
}

async function makeLink(
  studio: RestClient,
  code: string,
  role: string,
  label: string,
): Promise<string> {
  const path = `/api/studio/sessions/${code}/links`;
  const { url } = await studio.ok<{ url: string }>('POST', path, { role, label });
  return url;
}

async function addRundown(studio: RestClient, code: string): Promise<void> {
  const items = [
    ['Salam dan perkenalan', 5],
    ['Pak Rahmat membaca bab satu', 20],
    ['Tanya jawab', 35],
    ['Buku berikutnya dan penutup', 10],
  ].map(([title, minutes]) => ({ itemId: randomUUID(), title, minutes }));
  await studio.ok('PUT', `/api/studio/sessions/${code}/rundown`, { version: 0, items });
}

async function addPolls(studio: RestClient, code: string): Promise<void> {
  const plans = [
    {
      kind: 'single',
      question: 'Tokoh mana yang paling Anda ingat?',
      options: ['Ikal', 'Lintang', 'Mahar', 'Bu Mus'],
    },
    { kind: 'words', question: 'Sekolah Anda dulu, dalam satu kata?', maxWords: 1 },
  ];
  for (const plan of plans) {
    const draft = { pollId: randomUUID(), plan, isShown: true };
    await studio.ok('POST', `/api/studio/sessions/${code}/polls`, draft);
  }
}

async function addSlides(studio: RestClient, code: string): Promise<void> {
  const pages = [
    await drawSlide('Laskar Pelangi', [
      'Andrea Hirata, 2005',
      'Malam ini: bab satu sampai tiga',
    ]),
    await drawSlide('Sepuluh murid, satu sekolah', [
      'Bu Mus menunggu murid kesepuluh',
      'Harun datang pada menit terakhir',
      'Mengapa adegan ini kita ingat?',
    ]),
    await drawSlide('Untuk dibicarakan', [
      'Guru yang paling Anda ingat',
      'Jarak ke sekolah waktu kecil',
    ]),
  ];
  const upload = (path: string, page: Buffer) =>
    studio.send('POST', path, {
      raw: new Uint8Array(page),
      headers: { 'Content-Type': 'image/png', 'X-File-Name': 'Laskar%20Pelangi.png' },
    });
  const path = `/api/studio/sessions/${code}/decks`;
  const [first, ...others] = pages;
  const { body } = await upload(path, first!);
  const { deckId } = body as { deckId: string };
  for (const page of others) await upload(`${path}/${deckId}/pages`, page);
}
