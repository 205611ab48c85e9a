import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { probeMedia } from '../../media/ffmpeg/probe-media.ts';
import { tellStory } from '../../media/capture/session-story.ts';
import type { TimelineEvent } from '../../media/contract/timeline.ts';
import type { HeldSession } from './demo-session.ts';
import { deckTitle, markTitle, question } from './demo-story.ts';
import type { Finding } from './finding.ts';

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

/** The chapters of an episode in the four forms that apps read, against the timeline and against one another. */
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
  const forms: Record<string, Chapter[]> = {
    JSON: json,
    ID3: (await probeMedia(mp3)).chapters,
    MP4: (await probeMedia(m4a)).chapters,
    HLS: await hlsChapters(new URL(episode?.hlsUrl ?? '', origin)),
  };
  const written = (chapters: readonly Chapter[]): string =>
    chapters.map(({ startMs, title }) => `${startMs} ${title}`).join(' · ');
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
    ...expectedChapters(held).map(({ startMs, title, withinMs }) => {
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

/** From its take's opening to a screen's first picture: its encoder starts, and sends a keyframe. */
const firstPictureMs = 3_000;

/** When the timeline says that they began, in ms since the recording did; a screen, when its first picture was. */
function expectedChapters({
  events,
  recording,
}: HeldSession): (Chapter & { withinMs: number })[] {
  const { zeroUs = 0 } = tellStory(events);
  const toldMs = (fits: (event: TimelineEvent) => boolean): number =>
    Math.round(((events.find(fits)?.monoUs ?? Number.NaN) - zeroUs) / 1_000);
  const told = (title: string, type: TimelineEvent['type']) => ({
    ...{ title, withinMs: 0 },
    startMs: toldMs((event) => event.type === type),
  });
  const openedMs = toldMs((event) => event.type === 'take.start' && event.source === 'screen');
  const shownMs = recording.health?.takes.find(({ source }) => source === 'screen')?.fromMs;
  const isInTime = shownMs !== undefined && shownMs - openedMs <= firstPictureMs;
  return [
    told(question, 'answer.start'),
    told(markTitle, 'mark'),
    {
      ...{ title: 'Pak Rahmat membagikan layar', withinMs: 0 },
      startMs: isInTime ? Math.round(shownMs) : openedMs,
    },
    told(deckTitle, 'slide.show'),
  ];
}
