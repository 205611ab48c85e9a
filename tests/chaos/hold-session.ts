import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../../server/platform/clock.ts';
import type { Scope } from '../../server/platform/scope.ts';
import { StudioSession, type RecordingInfo } from '../../server/protocol/rest.ts';
import { growOld, type Past } from '../support/aged-recording.ts';
import type { LiveHub } from '../support/live-hub.ts';
import { Asker, Speaker, type Stretch } from './chaos-people.ts';
import {
  isPreparing,
  kill,
  type AheadVictim,
  type LiveVictim,
  type MakingVictim,
} from './kills.ts';
import type { Saying } from './sayings.ts';
import { recordingsIn, type Site } from './site.ts';

export type Plan = {
  /** Killed while the session is live, so many milliseconds after going live. */
  live: { victim: LiveVictim; atMs: number } | undefined;
  /** Killed while the episode is made: the first that is there, so many milliseconds after the end. */
  making: { victim: MakingVictim; atMs: number } | undefined;
  /**
   * The session has been live for minutes already, and this is killed at what it makes of them; a hub so many milliseconds
   * after that has begun. Never beside `live`.
   */
  ahead: { victim: AheadVictim; atMs: number } | undefined;
  hasCamera: boolean;
  /** Whether episodes are made by a process apart. */
  isApart: boolean;
};

export type Media = { code: readonly Buffer[][]; picture: readonly Buffer[][] };

/** A session that was held and became an episode. */
export type Held = {
  slug: string;
  code: string;
  recording: RecordingInfo;
  /** When the loop of the time code began, µs of CLOCK_MONOTONIC; and what was to be kept of it. */
  startUs: number;
  sendable: Stretch[];
  sayings: Saying[];
  /** From the reply to going live until ending was asked for. */
  live: Stretch;
  kills: Kills;
};

/** How many there were: those that may cost something of what is sent, and those that may not. */
export type Kills = { live: number; ahead: number; making: number };

/** Shorter than this a session is not; and it goes on for so long after a kill, that there is enough to judge. */
const liveMs = 4_000;
const afterKillMs = 2_500;
const comesBackWithinMs = 60_000;
const madeWithinMs = 600_000;
/** For how long there is something to kill before what is older is. */
const beforeAheadMs = 1_500;
/** From a hub's start until it makes something ahead, on a busy machine. */
const preparesWithinMs = 180_000;
const speakEveryMs = 300;
/** What is said in turn; a person may ask three questions in a minute. */
const turns = ['mark', 'question', 'mark', 'message', 'mark', 'message'] as const;

type Options = {
  plan: Plan;
  media: Media;
  /** What else happens while it is live. */
  meanwhile?: (people: { speaker: Speaker; asker: Asker; code: string }) => Promise<void>;
};

/** One short session with its kills, up to its episode. Throws when it gets stuck. */
export async function holdSession(
  site: Site,
  { plan, media, meanwhile }: Options,
  scope: Scope,
): Promise<Held> {
  const { hub } = site;
  const { slug, code } = await hub.schedule();
  const place = { origin: hub.origin, code };
  const startUs = systemClock.monoUs();
  const picture = plan.hasCamera ? media.picture : undefined;
  const speaker = new Speaker(
    {
      ...{ ...place, cookie: hub.cookie, tabId: 'speaker-tab' },
      media: { code: media.code, startUs, picture },
    },
    scope,
  );
  const asker = new Asker({ ...place, tabId: `asker-tab-${code}` }, scope);
  await speaker.come();
  await speaker.peer.request('session:go-live', {});
  const live: Stretch = { fromUs: systemClock.monoUs(), toUs: Infinity };
  await asker.come();
  const talk = talkBesides(speaker, asker, scope);

  const kills: Kills = { live: 0, ahead: 0, making: 0 };
  if (plan.live) {
    const { victim, atMs } = plan.live;
    await delay(Math.max(0, atMs - sinceMs(live.fromUs)));
    const onKilled = (): void => {
      if (victim !== 'recorder') speaker.cutOff();
    };
    const isLive = (): boolean => sinceMs(live.fromUs) < liveMs;
    if (await kill(site, victim, { onKilled, isWorthWaiting: isLive })) kills.live += 1;
    await speaker.sends(comesBackWithinMs);
    await delay(afterKillMs);
  }
  if (plan.ahead) await killAhead(site, { speaker, code, kills, ...plan.ahead });
  await meanwhile?.({ speaker, asker, code });
  await delay(Math.max(0, liveMs - sinceMs(live.fromUs)));
  talk.stop();
  live.toUs = systemClock.monoUs();
  await speaker.peer.request('session:end', {});

  if (plan.making) {
    const { victim, atMs } = plan.making;
    await delay(atMs);
    let isMaking = true;
    const ready = isReady(hub, code).finally(() => (isMaking = false));
    const killed = kill(site, victim, {
      onKilled: () => undefined,
      isWorthWaiting: () => isMaking,
    });
    if (await killed) kills.making += 1;
    await ready;
  }
  const recording = await isReady(hub, code);
  speaker.cutOff();
  const sayings = [...speaker.sayings.all, ...asker.sayings.all];
  const { sendable } = speaker;
  return { slug, code, recording, startUs, sendable, sayings, live, kills };
}

/** The hub dies and comes back to a session that is minutes old; then what makes the most of that is killed. */
async function killAhead(
  site: Site,
  given: { speaker: Speaker; code: string; kills: Kills } & NonNullable<Plan['ahead']>,
): Promise<void> {
  const { speaker, code, victim, atMs, kills } = given;
  const { hub, dataDirs } = site;
  await delay(beforeAheadMs);
  const recording = await find(hub, code);
  if (!recording) throw new Error('It is not recorded.');
  speaker.cutOff();
  await hub.process.stop('SIGKILL');
  kills.live += 1;
  await growOld(recordingsIn(dataDirs[0] ?? ''), recording.recordingId, pastOf(victim));
  await hub.startAgain();
  await speaker.sends(comesBackWithinMs);

  const untilMs = Date.now() + preparesWithinMs;
  const isHub = victim === 'hub' || victim === 'everything';
  while (isHub && Date.now() < untilMs && !isPreparing(site)) await delay(10);
  if (isHub) await delay(atMs);
  const onKilled = (): void => {
    if (isHub) speaker.cutOff();
  };
  if (await kill(site, victim, { onKilled, isWorthWaiting: () => Date.now() < untilMs })) {
    kills[isHub ? 'live' : 'ahead'] += 1;
  }
  await speaker.sends(comesBackWithinMs);
  await delay(afterKillMs);
}

/** What is settled of it is enough for a first turn: two slices of sound, or four, with which pictures begin (see planAhead). */
const pastOf = (victim: AheadVictim): Past =>
  victim === 'drawer'
    ? { earlierMs: 164_000, cameraUntilMs: 30_000 }
    : { earlierMs: 108_000, cameraUntilMs: 0 };

/** Marks, questions and messages in turn, until it is stopped. */
function talkBesides(speaker: Speaker, asker: Asker, scope: Scope): { stop: () => void } {
  let turn = 0;
  const timer = setInterval(() => {
    const kind = turns[turn % turns.length] ?? 'mark';
    (kind === 'mark' ? speaker : asker).sayings.say(kind);
    turn += 1;
  }, speakEveryMs);
  const stop = (): void => clearInterval(timer);
  scope.defer('talk', stop);
  return { stop };
}

const sinceMs = (us: number): number => (systemClock.monoUs() - us) / 1_000;

/** Waits until the episode is made. A hub that is down meanwhile is asked again. */
async function isReady(hub: LiveHub, code: string): Promise<RecordingInfo> {
  const untilMs = Date.now() + madeWithinMs;
  for (;;) {
    const recording = await find(hub, code).catch(() => undefined);
    if (recording?.state === 'ready') return recording;
    if (recording?.state === 'failed' || recording?.state === 'empty' || Date.now() > untilMs) {
      throw new Error(`No episode: ${JSON.stringify(recording)}`);
    }
    await delay(100);
  }
}

async function find(hub: LiveHub, code: string): Promise<RecordingInfo | undefined> {
  const { body } = await hub.studio.send('GET', `/api/studio/sessions/${code}`);
  return StudioSession.parse(body).recording;
}
