import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { probeMedia } from '../../media/ffmpeg/probe-media.ts';
import { tellStory } from '../../media/capture/session-story.ts';
import type { TimelineEvent } from '../../media/contract/timeline.ts';
import type { HeldSession } from './demo-session.ts';
import { deckTitle, markTitle, question, screenColour } from './demo-story.ts';
import type { Finding } from './finding.ts';
import { colourSince } from './video-meters.ts';

type Chapter = { startMs: number; title: string };

/** Seconds with at most three decimals. */
const toMs = (seconds: number): number => Math.round(seconds * 1_000);
const PodcastChapters = z.object({
  chapters: z.array(z.object({ startTime: z.number(), title: z.string() })),
});
const HlsChapters = z.array(
  z.object({ 'start-time': z.number(), titles: z.array(z.object({ title: z.string() })) }),
);

type Published = { origin: string; mp3: string; chaptersUrl: string; folder: string };

/** The chapters of an episode in the four forms that apps read, against the timeline, the picture and one another. */
export async function inspectChapters(
  held: HeldSession,
  { origin, mp3, chaptersUrl, folder }: Published,
): Promise<Finding[]> {
  const { episode } = held.recording;
  const m4a = path.join(folder, 'episode.m4a');
  const download = await fetch(new URL(episode?.m4a?.url ?? '', origin));
  await writeFile(m4a, Buffer.from(await download.arrayBuffer()));
  const json = PodcastChapters.parse(await (await fetch(chaptersUrl)).json()).chapters.map(
    ({ startTime, title }) => ({ startMs: toMs(startTime), title }),
  );
  const master = new URL(episode?.hlsUrl ?? '', origin);
  const forms: Record<string, Chapter[]> = {
    JSON: json,
    ID3: (await probeMedia(mp3)).chapters,
    MP4: (await probeMedia(m4a)).chapters,
    HLS: await hlsChapters(master),
  };
  const written = (chapters: readonly Chapter[]): string =>
    chapters.map(({ startMs, title }) => `${startMs} ${title}`).join(' · ');
  const expected = await expectedChapters(held, master.href);
  const differ = Object.entries(forms).filter(
    ([, chapters]) => written(chapters) !== written(json),
  );
  return [
    {
      what: 'chapters in JSON, ID3, MP4 and HLS',
      found: [written(json), ...differ.map(([form, each]) => `${form}: ${written(each)}`)].join(
        '\n',
      ),
      right: differ.length === 0,
    },
    ...expected.map(({ startMs, title, withinMs }) => {
      const starts = json.filter((each) => each.title === title).map((each) => each.startMs);
      return {
        what: `chapter "${title}"`,
        found: `at ${starts.join(', ') || 'no'} ms, should be ${startMs}`,
        right: starts.length === 1 && Math.abs((starts[0] ?? 0) - startMs) <= withinMs,
      };
    }),
  ];
}

async function hlsChapters(master: URL): Promise<Chapter[]> {
  const playlist = await (await fetch(master)).text();
  const uri = /DATA-ID="com\.apple\.hls\.chapters",URI="([^"]+)"/.exec(playlist)?.[1];
  if (!uri) return [];
  const chapters = HlsChapters.parse(await (await fetch(new URL(uri, master))).json());
  return chapters.map((chapter) => ({
    startMs: toMs(chapter['start-time']),
    title: chapter.titles[0]?.title ?? '',
  }));
}

/** A point of the picture that a shared screen covers, whoever is beside it. */
const onScreen = { x: 500, y: 360 };
/** A moment of sound falls within a picture: what viewers see begins up to that much earlier or later. */
const pictureMs = 1_000 / 30;

/**
 * When they should begin, in ms since the recording did: when the timeline says so; a screen, when whoever watches the
 * episode sees it.
 */
async function expectedChapters(
  { events }: HeldSession,
  hls: string,
): Promise<(Chapter & { withinMs: number })[]> {
  const { zeroUs = 0 } = tellStory(events);
  const told = (title: string, type: TimelineEvent['type']) => {
    const event = events.find((each) => each.type === type);
    const sinceZeroMs = Math.round(((event?.monoUs ?? Number.NaN) - zeroUs) / 1_000);
    // A page may have kept a mark for a while before the hub heard of it.
    const heldMs = event?.type === 'mark' ? (event.heldMs ?? 0) : 0;
    return { title, withinMs: 0, startMs: sinceZeroMs - heldMs };
  };
  return [
    told(question, 'answer.start'),
    told(markTitle, 'mark'),
    {
      ...{ title: 'Pak Rahmat membagikan layar', withinMs: pictureMs },
      startMs: toMs(await colourSince(hls, onScreen, screenColour)),
    },
    told(deckTitle, 'slide.show'),
  ];
}
