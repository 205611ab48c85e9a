import { XMLParser } from 'fast-xml-parser';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { HeldSession } from './demo-session.ts';
import { hostToneHz } from './demo-story.ts';
import type { Finding } from './finding.ts';
import { inspectAbsences } from './inspect-absences.ts';
import { inspectChapters } from './inspect-chapters.ts';
import {
  durationOf,
  flashOnsets,
  loudness,
  median,
  playingErrors,
  pairOffsetsMs,
  toneOnsets,
} from './measure.ts';

type Enclosure = { '@_url': string; '@_length': string; '@_type': string };
type Item = {
  title: string;
  enclosure: Enclosure;
  'itunes:duration': number;
  'podcast:chapters': { '@_url': string };
};

/** Fetches what was published as a podcast app and a player would, and measures it. */
export async function inspectEpisode(origin: string, held: HeldSession): Promise<Finding[]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-inspect-'));
  try {
    return [
      ...describeSession(held),
      ...(await inspectFeed(origin, held, folder)),
      ...(await inspectVideo(origin, held, folder)),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

function describeSession(held: HeldSession): Finding[] {
  const { recording, liveMs } = held;
  const speakerTakes = recording.takes.filter(
    ({ displayName, source }) => displayName === 'Pak Rahmat' && source === 'microphone',
  );
  return [
    {
      what: 'pages complained',
      found: held.problems.join(' | ') || 'never',
      right: held.problems.length === 0,
    },
    {
      what: 'listener was asked for devices',
      found: held.listenerAskedForDevices ? 'yes' : 'never',
      right: !held.listenerAskedForDevices,
    },
    {
      what: 'takes',
      found: recording.takes
        .map(({ displayName, source }) => `${displayName} ${source}`)
        .join(', '),
      // Five of them, a screen, and two more of the host's for the recorder that was killed.
      right: recording.takes.length >= 8,
    },
    {
      what: 'the reload made a second take',
      found: `${speakerTakes.length} microphone takes`,
      right: speakerTakes.length === 2,
    },
    {
      what: 'session to audio',
      found: `${seconds(held.audioReadyMs)} after the end (${(held.audioReadyMs / liveMs).toFixed(2)} × length)`,
      right: held.audioReadyMs > 0,
    },
    {
      what: 'session to video',
      found: `${seconds(held.videoReadyMs)} after the end (${(held.videoReadyMs / liveMs).toFixed(2)} × length)`,
      right: held.videoReadyMs > held.audioReadyMs,
    },
  ];
}

async function inspectFeed(
  origin: string,
  held: HeldSession,
  folder: string,
): Promise<Finding[]> {
  const answer = await fetch(`${origin}/s/${held.slug}/feed.xml`);
  const feed = new XMLParser({ ignoreAttributes: false }).parse(await answer.text()) as {
    rss: { channel: { title: string; item: Item } };
  };
  const { title, item } = feed.rss.channel;
  const { '@_url': url, '@_length': length, '@_type': type } = item.enclosure;
  const { '@_url': chaptersUrl } = item['podcast:chapters'];
  const bytes = await fetchByRanges(url);
  const file = path.join(folder, 'episode.mp3');
  await writeFile(file, bytes);
  const { lufs, truePeakDbtp } = await loudness(file);
  const duration = await durationOf(file);
  const lostMs = held.liveMs - duration * 1000;
  return [
    {
      what: 'feed',
      found: `${title}: ${item.title}`,
      right:
        answer.ok &&
        answer.headers.get('content-type')?.startsWith('application/rss+xml') === true,
    },
    {
      what: 'enclosure',
      found: `${type}, ${bytes.length} bytes by ranges, feed says ${length}`,
      right: bytes.length === Number(length),
    },
    {
      what: 'audio length',
      found: `${duration.toFixed(2)} s of ${(held.liveMs / 1000).toFixed(2)} s live; feed says ${item['itunes:duration']} s`,
      right: Math.abs(lostMs) < 3000 && Math.abs(duration - item['itunes:duration']) <= 1,
    },
    {
      what: 'loudness',
      found: `${lufs.toFixed(1)} LUFS, ${truePeakDbtp.toFixed(1)} dBTP`,
      right: Math.abs(lufs + 16) <= 1 && truePeakDbtp <= -1,
    },
    ...(await inspectChapters(held, { origin, mp3: file, chaptersUrl, folder })),
    ...(await inspectAbsences(held, { mp3: file, hls: masterOf(origin, held) })),
  ];
}

/** In pieces of 256 KiB, as players do. Throws when a range is not answered as one. */
async function fetchByRanges(url: string): Promise<Buffer> {
  const head = await fetch(url, { method: 'HEAD' });
  const size = Number(head.headers.get('content-length'));
  const pieces: Buffer[] = [];
  for (let start = 0; start < size; start += 262_144) {
    const end = Math.min(size, start + 262_144) - 1;
    const answer = await fetch(url, { headers: { range: `bytes=${start}-${end}` } });
    if (
      answer.status !== 206 ||
      answer.headers.get('content-range') !== `bytes ${start}-${end}/${size}`
    ) {
      throw new Error(`range ${start}-${end} of ${url} was answered with ${answer.status}`);
    }
    pieces.push(Buffer.from(await answer.arrayBuffer()));
  }
  return Buffer.concat(pieces);
}

const masterOf = (origin: string, { recording }: HeldSession): string =>
  new URL(recording.episode?.hlsUrl ?? '/no-hls', origin).href;

async function inspectVideo(
  origin: string,
  held: HeldSession,
  folder: string,
): Promise<Finding[]> {
  const master = masterOf(origin, held);
  const lines = (await (await fetch(master)).text()).split('\n');
  const playlists = [
    ...new Set(
      lines.flatMap((line) => [
        ...(/URI="([^"]+\.m3u8)"/.exec(line)?.slice(1) ?? []),
        ...(line.endsWith('.m3u8') && !line.startsWith('#') ? [line] : []),
      ]),
    ),
  ];
  const findings: Finding[] = [];
  for (const playlist of playlists) {
    const url = new URL(playlist, master).href;
    const complaints = (await playingErrors(url)).join('\n');
    const duration = await durationOf(url);
    findings.push({
      what: `HLS ${playlist}`,
      found: `${duration.toFixed(2)} s, ${complaints === '' ? 'plays to its end' : complaints}`,
      right: complaints === '' && Math.abs(duration * 1000 - held.liveMs) < 3000,
    });
  }
  const tones = await toneOnsets(master, hostToneHz);
  const flashes = await flashOnsets(master);
  const offsets = pairOffsetsMs(tones, flashes);
  const offset = median(offsets);
  findings.push({
    what: 'audio to video',
    found: `${offset.toFixed(0)} ms over ${offsets.length} flashes, ${Math.min(...offsets).toFixed(0)} to ${Math.max(...offsets).toFixed(0)}`,
    right: offsets.length >= 8 && Math.abs(offset) <= 40,
  });
  const copy = path.join(folder, 'poster.jpg');
  const poster = await fetch(
    new URL(held.recording.episode?.posterUrl ?? '/no-poster', origin),
  );
  await writeFile(copy, Buffer.from(await poster.arrayBuffer()));
  findings.push({
    what: 'poster',
    found: poster.headers.get('content-type') ?? 'none',
    right: poster.headers.get('content-type') === 'image/jpeg',
  });
  return findings;
}
