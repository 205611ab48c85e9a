import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { holdSession, type Kills, type Media, type Plan } from './hold-session.ts';
import { judge, type Verdict } from './judge.ts';
import {
  aheadVictims,
  liveVictims,
  makingVictims,
  seededRandom,
  type AheadVictim,
  type LiveVictim,
  type MakingVictim,
} from './kills.ts';
import { strayWork } from './leftovers.ts';
import { makePictureCode } from './picture-code.ts';
import { openSite, type Site } from './site.ts';
import { makeTimeCode } from './time-code.ts';

export type Round = {
  number: number;
  plan: Plan;
  tookMs: number;
  kills: Kills;
  verdict: Partial<Verdict> & Pick<Verdict, 'faults'>;
};

/** Sessions of so many rounds share a hub and its data; every second hub has a job runner apart. */
const roundsPerHub = 10;
/** A camera is on in one round of so many; the others have a microphone alone. */
const cameraEvery = 4;
/** Of a hub that makes its episodes itself, the session of every third round is minutes old when something is killed. */
const aheadEvery = 3;
/** A session is over after four seconds, and its episode takes a little longer to make: kills fall within. */
const lastLiveKillMs = 3_500;
const lastMakingKillMs = 3_000;
/** A runner apart looks for jobs every two seconds. */
const lastApartKillMs = 5_000;
/** A turn ahead takes some seconds. */
const lastAheadKillMs = 5_000;

/**
 * For how long who is live may have nobody to send to, with what is killed: a spare recorder goes on at once, rooms move to
 * another worker. A hub has to start, which holdSession waits a minute for.
 */
const mayBeAwayMs: Partial<Record<LiveVictim, number>> = { recorder: 0, worker: 5_000 };

type Outcome = { kept: string[]; strayWork: string[] };

/**
 * Holds short sessions and kills a process of the hub in each, at a moment that the seed decides; in the second half of
 * the rounds also while the episode is made. Returns the folders of hubs that something was wrong with; others are removed.
 * Two hubs are there at a time, one of either kind: most of a round is spent waiting.
 */
export async function runRounds(
  { rounds, seed }: { rounds: number; seed: number },
  onRound: (round: Round) => void,
): Promise<Outcome> {
  const plans = planRounds(rounds, seed);
  const media = {
    code: await makeTimeCode(),
    picture: await makePictureCode(),
  };
  const runHubs = async (isApart: boolean): Promise<Outcome[]> => {
    const outcomes: Outcome[] = [];
    for (let first = 0; first < rounds; first += roundsPerHub) {
      if (plans[first]?.isApart !== isApart) continue;
      outcomes.push(await runHub({ plans, first, media }, onRound));
    }
    return outcomes;
  };
  const outcomes = (await Promise.all([runHubs(false), runHubs(true)])).flat();
  return {
    kept: outcomes.flatMap(({ kept }) => kept),
    strayWork: outcomes.flatMap(({ strayWork }) => strayWork),
  };
}

/** The rounds of one hub, from the first of them on. */
async function runHub(
  { plans, first, media }: { plans: readonly Plan[]; first: number; media: Media },
  onRound: (round: Round) => void,
): Promise<Outcome> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'serambi-chaos-'));
  const scope = new Scope('chaos', silentLog);
  let isWhole = true;
  const jobs: string[] = [];
  try {
    const { isApart = false } = plans[first] ?? {};
    const site = await openSite({ folder, isApart }, scope);
    for (const [index, plan] of plans.slice(first, first + roundsPerHub).entries()) {
      const round = await runRound(site, { plan, media, folder });
      onRound({ number: first + index + 1, plan, ...round });
      isWhole &&= round.verdict.faults.length === 0;
      // What is stuck would be in the way of all that follow.
      if (round.verdict.onAirMs === undefined) break;
    }
    await site.end();
    if (isWhole) jobs.push(...(await strayWork(site)));
  } finally {
    await scope.close('rounds done');
  }
  if (!isWhole || jobs.length > 0) return { kept: [folder], strayWork: jobs };
  await rm(folder, { recursive: true, force: true });
  return { kept: [], strayWork: [] };
}

/** Each victim as often as any other, in an order and at moments that the seed decides. */
export function planRounds(rounds: number, seed: number): Plan[] {
  const random = seededRandom(seed);
  const pick = <T>(deck: T[]): T | undefined =>
    deck.splice(Math.floor(random() * deck.length), 1)[0];
  const live: LiveVictim[] = [];
  const ahead: AheadVictim[] = [...aheadVictims];
  const making: Record<'apart' | 'inside', MakingVictim[]> = { apart: [], inside: [] };
  return Array.from({ length: rounds }, (_, index) => {
    const isApart = Math.floor(index / roundsPerHub) % 2 === 1;
    const isOld = !isApart && (index % roundsPerHub) % aheadEvery === 1;
    if (ahead.length === 0) ahead.push(...aheadVictims);
    const aheadVictim = isOld ? pick(ahead) : undefined;
    const deck = making[isApart ? 'apart' : 'inside'];
    if (live.length === 0) live.push(...liveVictims);
    if (deck.length === 0) {
      deck.push(...makingVictims.filter((victim) => isApart || victim !== 'runner'));
    }
    // In the first half one kill a round; a third of those while the episode is made.
    const isLate = index >= rounds / 2;
    const isLive = !isOld && (isLate || random() < 2 / 3);
    const isMaking = !isOld && (isLate || !isLive);
    const liveVictim = isLive ? pick(live) : undefined;
    const makingVictim = isMaking ? pick(deck) : undefined;
    return {
      live: liveVictim && {
        victim: liveVictim,
        atMs: Math.round(random() * lastLiveKillMs),
      },
      making: makingVictim && {
        victim: makingVictim,
        // The remuxer is the first and the shortest lived: whoever looks for it later finds it gone.
        atMs:
          makingVictim === 'remuxer'
            ? 0
            : Math.round(random() * (isApart ? lastApartKillMs : lastMakingKillMs)),
      },
      ahead: aheadVictim && {
        victim: aheadVictim,
        atMs: Math.round(random() * lastAheadKillMs),
      },
      hasCamera: index % cameraEvery === 0,
      isApart,
    };
  });
}

async function runRound(
  site: Site,
  { plan, media, folder }: { plan: Plan; media: Media; folder: string },
): Promise<Omit<Round, 'number' | 'plan'>> {
  const scope = new Scope('round', silentLog);
  const startedMs = Date.now();
  let kills: Kills = { live: 0, ahead: 0, making: 0 };
  let verdict: Round['verdict'];
  try {
    const held = await holdSession(site, { plan, media }, scope);
    ({ kills } = held);
    verdict = await judge(site, held, folder);
    const { awayMs = 0, faults } = verdict;
    const limitMs = plan.live ? mayBeAwayMs[plan.live.victim] : plan.ahead ? undefined : 0;
    if (awayMs > (limitMs ?? Infinity)) faults.push(`away for ${awayMs} ms`);
  } catch (error) {
    verdict = { faults: [error instanceof Error ? error.message : String(error)] };
  } finally {
    await scope.close('round done');
  }
  return { tookMs: Date.now() - startedMs, kills, verdict };
}
