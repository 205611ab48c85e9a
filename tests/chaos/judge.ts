import { readTimeline } from '../../media/capture/timeline-log.ts';
import { tellStory } from '../../media/capture/session-story.ts';
import { recordingFiles } from '../../media/contract/recording-files.ts';
import { cardsMs, shortestWithCardsMs } from '../../media/plan/dress-entries.ts';
import type { LiveHub } from '../support/live-hub.ts';
import { decodeErrors, durationOf } from '../support/measure.ts';
import { fetchPublished } from '../support/published.ts';
import type { Held } from './hold-session.ts';
import { strayProcesses, strayTakes, unfinishedFiles } from './leftovers.ts';
import { isSeen, readPicture } from './picture-code.ts';
import { recordingsIn, type Site } from './site.ts';
import { isHeard, lengthMs, playToEnd, tenthMs } from './time-code.ts';

/** What may be lost when a process is killed while people are live, in milliseconds. */
const lossPerKillMs = 1_000;
/** Until a camera's first keyframe is there, and its picture is shown. */
const firstPictureMs = 1_000;
/** How far the lengths of sound, picture and session may be apart. */
const lengthToleranceMs = 150;

export type Verdict = {
  /** In milliseconds: on air, of the sound, of the picture. */
  onAirMs: number;
  audioMs: number;
  videoMs: number;
  /** How long the speaker had nobody to send to; and what is missing of the rest. */
  awayMs: number;
  lostMs: number;
  /** The same of the picture; undefined where there was no camera. */
  lostPictureMs: number | undefined;
  /** How many questions, messages and marks were acknowledged. */
  acknowledged: number;
  /** Empty when all is as it should be. */
  faults: string[];
};

/** Whether a session is whole: its episode, what was said beside it, and nothing left lying about. */
export async function judge(site: Site, held: Held, folder: string): Promise<Verdict> {
  const { hub, dataDirs } = site;
  const { recording, live, startUs, kills } = held;
  const { timeline } = recordingFiles(recordingsIn(dataDirs[0] ?? ''), recording.recordingId);
  const { events, damagedLines } = await readTimeline(timeline);
  const { zeroUs = 0, ranges } = tellStory(events);
  const onAirMs = ((ranges.at(-1)?.toUs ?? Infinity) - zeroUs) / 1_000;

  const faults: string[] = [];
  const claim = (isRight: boolean, fault: string): void => {
    if (!isRight) faults.push(fault);
  };
  const episode = await fetchPublished(hub.studio, {
    ...{ origin: hub.origin, slug: held.slug, folder },
  });
  const played = await playToEnd(episode.file);
  const audioMs = lengthMs(played);
  const videoMs = 1_000 * (await durationOf(episode.hls));
  const complaints = `${played.complaints}${await decodeErrors(episode.hls)}`;

  const hasCamera = events.some(
    (event) =>
      event.type === 'take.start' && event.source === 'camera' && event.takeId !== 'ani-face',
  );
  const seen = hasCamera ? await readPicture(episode.hls) : undefined;

  // Where the episode's own cards are laid over it, nobody is to be seen.
  const hasCards = onAirMs >= shortestWithCardsMs;
  const seenFromMs = hasCards ? cardsMs.title : 0;
  const seenUntilMs = hasCards ? onAirMs - cardsMs.end - tenthMs : Infinity;

  let [lostMs, lostPictureMs, expectedMs] = [0, 0, 0];
  const firstTenth = Math.ceil((live.fromUs - startUs) / 1_000 / tenthMs);
  const endTenth = Math.floor((live.toUs - startUs) / 1_000 / tenthMs);
  for (let tenth = firstTenth; tenth < endTenth; tenth += 1) {
    const fromUs = startUs + tenth * tenthMs * 1_000;
    const toUs = fromUs + tenthMs * 1_000;
    if (!held.sendable.some((one) => one.fromUs <= fromUs && toUs <= one.toUs)) continue;
    expectedMs += tenthMs;
    const atMs = (fromUs - zeroUs) / 1_000;
    if (!isHeard(played, tenth, atMs)) lostMs += tenthMs;
    const isShown = atMs >= seenFromMs && atMs + tenthMs <= seenUntilMs;
    if (seen && isShown && !isSeen(seen, tenth, atMs)) lostPictureMs += tenthMs;
  }
  const awayMs = (endTenth - firstTenth) * tenthMs - expectedMs;

  claim(episode.items === 1, `${episode.items} episodes`);
  claim(damagedLines === 0, `${damagedLines} damaged lines on the timeline`);
  claim(complaints === '', `ffmpeg complains: ${complaints}`);
  claim(
    Math.abs(audioMs - onAirMs) <= lengthToleranceMs,
    'the sound is not as long as the session',
  );
  claim(
    Math.abs(videoMs - audioMs) <= lengthToleranceMs,
    'the picture is not as long as the sound',
  );
  claim(expectedMs >= 2_000, 'too little was said to judge');
  claim(lostMs <= lossPerKillMs * kills.live, `${lostMs} ms lost`);
  const mayMissMs = firstPictureMs + lossPerKillMs * kills.live;
  claim(!seen || lostPictureMs <= mayMissMs, `${lostPictureMs} ms of the picture lost`);
  const marked = events.flatMap((event) => (event.type === 'mark' ? [event.title] : []));
  faults.push(...(await lostSayings(hub, held, marked)));
  for (const dataDir of dataDirs) {
    faults.push(...(await unfinishedFiles(dataDir)).map((name) => `left behind: ${name}`));
  }
  faults.push(...(await strayProcesses(site)).map((name) => `still runs: ${name}`));
  faults.push(...(await strayTakes(site)).map((name) => `on no timeline: ${name}`));
  const acknowledged = held.sayings.filter(({ isAcknowledged }) => isAcknowledged).length;
  const lost = { lostMs, lostPictureMs: seen && lostPictureMs };
  return { onAirMs, audioMs, videoMs, awayMs, ...lost, acknowledged, faults };
}

/** What was acknowledged and is not there exactly once; and what is there twice though nobody was told so. */
async function lostSayings(
  hub: LiveHub,
  { code, sayings }: Held,
  marked: readonly string[],
): Promise<string[]> {
  const textsOf = async (noun: string): Promise<string[]> => {
    const { body } = await hub.studio.send('GET', `/api/studio/sessions/${code}/${noun}.json`);
    return (body as { text: string }[]).map(({ text }) => text);
  };
  const stored = {
    question: await textsOf('questions'),
    message: await textsOf('chat'),
    // Told twice, a mark counts once: its chapter is of the first.
    mark: [...new Set(marked)],
  };
  return sayings.flatMap(({ kind, text, isAcknowledged }) => {
    const times = stored[kind].filter((one) => one === text).length;
    if (times === 1 || (times === 0 && !isAcknowledged)) return [];
    return [`${text}: there ${times} times${isAcknowledged ? ', acknowledged' : ''}`];
  });
}
