import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../../server/platform/clock.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { StudioSession, type RecordingInfo } from '../../server/protocol/rest.ts';
import { Speaker } from '../chaos/chaos-people.ts';
import { openLiveHub, type LiveHub } from '../support/live-hub.ts';
import { framesPerSecond, makeBenchMedia } from './bench-media.ts';
import { rowOf, type Bench } from './bench.ts';
import { promisedSeconds } from './podcast.ts';
import { voiceOf } from './synthetic-session.ts';

const people = 4;
const publishesWithinMs = 20 * 60_000;

/**
 * How long people wait at a real hub that records a real session of four with cameras, all the time it lasts, and prepares
 * what it can meanwhile: from the moment the host ends it.
 */
export const bench: Bench = async ({ folder, seconds, say }) => {
  const scope = new Scope('bench', silentLog);
  try {
    const media = await makeBenchMedia(folder);
    const hub = await openLiveHub({ folder, workers: 1, env: { LOG_LEVEL: 'info' } }, scope);
    const { code } = await hub.schedule();
    const startUs = systemClock.monoUs();
    const speakers = Array.from({ length: people }, (_, index) => {
      const place = {
        origin: hub.origin,
        code,
        cookie: hub.cookie,
        tabId: `speaker-${index}-tab`,
      };
      const face = { picture: media.vp8, framesPerSecond };
      return new Speaker(
        { ...place, media: { code: voiceOf(media, index), startUs, ...face } },
        scope,
      );
    });
    for (const speaker of speakers) await speaker.come();
    const [host] = speakers;
    await host!.peer.request('session:go-live', {});
    say(`Four people are live for ${seconds} s …`);
    await delay(1_000 * seconds);
    const endedMs = performance.now();
    await host!.peer.request('session:end', {});
    const isOut = ({ episode }: RecordingInfo): boolean => Boolean(episode?.mp3);
    const podcast = (await waitFor(hub, { code, isDone: isOut })) - endedMs;
    say(`The podcast is out after ${(podcast / 1_000).toFixed(1)} s.`);
    const isReady = ({ state }: RecordingInfo): boolean => state === 'ready';
    const all = (await waitFor(hub, { code, isDone: isReady })) - endedMs;
    const told = hub.process.log().filter(({ msg }) => msg === 'prepared sound joined');
    const isPrepared = told.some(({ isGood }) => isGood === true);
    return {
      rows: [
        rowOf('end to podcast, at a hub, against 5 s + 0.002 of its length', 's', {
          ours: [podcast / 1_000],
          baseline: [promisedSeconds(seconds)],
        }),
        rowOf('end to all published, at a hub, against 0.1 of its length', 's', {
          ours: [all / 1_000],
          baseline: [0.1 * seconds],
        }),
      ],
      ...(isPrepared ? {} : { isVoid: 'nothing was prepared of its sound' }),
    };
  } finally {
    await scope.close('measured');
  }
};

/** When that is so, of performance.now(). */
async function waitFor(
  hub: LiveHub,
  { code, isDone }: { code: string; isDone: (recording: RecordingInfo) => boolean },
): Promise<number> {
  const untilMs = performance.now() + publishesWithinMs;
  for (;;) {
    const { body } = await hub.studio.send('GET', `/api/studio/sessions/${code}`);
    const { recording } = StudioSession.parse(body);
    if (recording && isDone(recording)) return performance.now();
    const isOver = recording?.state === 'failed' || recording?.state === 'empty';
    if (isOver || performance.now() > untilMs) throw new Error(JSON.stringify(recording));
    await delay(100);
  }
}
