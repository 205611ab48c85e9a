import type { FeedEpisode, FeedSource } from '../../server/feeds/feed-source.ts';

/** A feed with one of everything, and nothing that changes from run to run. */
export function aFeedSource(overrides: Partial<FeedSource> = {}): FeedSource {
  const at = new Date('2026-11-23T05:00:00Z');
  return {
    libraryName: 'Perpustakaan Kota',
    changedAt: new Date('2026-11-29T02:30:00Z'),
    series: {
      seriesId: '5a1f',
      slug: 'klub-buku',
      title: 'Klub Buku',
      description: 'Membaca bersama, sebulan sekali.\n\nUntuk siapa saja.',
      language: 'id',
      category: 'Arts',
      subcategory: 'Books',
      author: 'Taman Baca & Kawan',
      ownerEmail: 'podcast@example.org',
      explicit: false,
      publishMode: 'automatic',
      cleanVoices: true,
      partners: [],
      intro: undefined,
      outro: undefined,
      coverKey: 'covers/5a1f-0badcafe.jpg',
      podcastGuid: '917393e3-1b1e-5cef-ace4-edaa54e1f810',
      createdAt: at,
      updatedAt: at,
    },
    episodes: [
      aFeedEpisode(),
      aFeedEpisode({
        code: 'bcd-fgh-jkm',
        guid: '0b5a9a5e-3d5b-4f39-8a53-1f1b6a6a0002',
        title: 'Bumi Manusia',
        notes: '',
        publishedAt: new Date('2026-10-31T13:00:00Z'),
        durationMs: 3_600_400,
        mp3: { key: 'episodes/e2/1-11111111/audio.mp3', bytes: 57_600_321 },
        m4a: undefined,
        hls: undefined,
        hasVideo: false,
        posterKey: undefined,
        chapters: [],
        transcriptKey: undefined,
      }),
    ],
    ...overrides,
  };
}

export function aFeedEpisode(overrides: Partial<FeedEpisode> = {}): FeedEpisode {
  return {
    code: 'k3t-9xw-r4m',
    guid: '0b5a9a5e-3d5b-4f39-8a53-1f1b6a6a0001',
    title: 'Laskar Pelangi',
    notes: 'Bersama **Rina** & Budi.\n\n- Bab 1\n- Bab 2: https://example.org/?a=1&b=2',
    publishedAt: new Date('2026-11-28T13:00:00Z'),
    durationMs: 61_400,
    mp3: { key: 'episodes/e1/2-deadbeef/audio.mp3', bytes: 982_144 },
    m4a: { key: 'episodes/e1/2-deadbeef/audio.m4a', bytes: 1_003_210 },
    hls: { key: 'episodes/e1/2-deadbeef/hls/master.m3u8', bandwidth: 2_214_000 },
    hasVideo: true,
    posterKey: 'episodes/e1/2-deadbeef/hls/poster.jpg',
    chapters: [
      { startMs: 0, title: 'Pembukaan', kind: 'start' },
      { startMs: 30_500, title: 'Rina', kind: 'speaker' },
    ],
    answered: [],
    chaptersKey: undefined,
    transcriptKey: 'episodes/e1/2-deadbeef/transcript-0a1b2c3d4e5f.vtt',
    ...overrides,
  };
}
