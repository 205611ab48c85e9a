import { expect, test } from 'vitest';
import { planRounds, runRounds, type Round } from '../chaos/run-rounds.ts';

/** Four minutes on two cores that do nothing else; each kill of the hub costs a start. Nothing here is about how fast that is. */
const roundsWithinMs = 1_800_000;

test(
  'twenty sessions with kills: each becomes one whole episode, and nothing is left behind',
  async () => {
    const rounds: Round[] = [];
    const { kept, strayWork } = await runRounds({ rounds: 20, seed: 20 }, (round) =>
      rounds.push(round),
    );
    const failed = rounds.filter(({ verdict }) => verdict.faults.length > 0);
    expect(failed, `data kept in ${kept.join(', ')}`).toEqual([]);
    expect(strayWork).toEqual([]);
    expect(rounds).toHaveLength(20);
    // Half of the rounds have a job runner apart, and it was killed in some.
    const runnerKills = rounds.filter(
      ({ plan, kills }) => plan.making?.victim === 'runner' && kills.making > 0,
    );
    expect(runnerKills.length).toBeGreaterThanOrEqual(2);
    // Sessions that were minutes old, of which something was made ahead when it was killed, and the hub before it.
    const old = rounds.filter(({ plan }) => plan.ahead);
    expect(old).toHaveLength(3);
    expect(old.filter(({ kills }) => kills.live + kills.ahead === 2).length).toBeGreaterThan(1);
    // Pictures were looked at, too.
    expect(rounds.filter(({ verdict }) => verdict.lostPictureMs !== undefined)).toHaveLength(5);
    // Rounds whose victim was gone before its moment came prove nothing.
    expect(rounds.filter(({ kills }) => kills.live + kills.making > 0).length).toBeGreaterThan(
      15,
    );
  },
  roundsWithinMs,
);

test('a seed says who is killed, and when; each victim as often as the others', () => {
  expect(planRounds(100, 7)).toEqual(planRounds(100, 7));
  expect(planRounds(100, 7)).not.toEqual(planRounds(100, 8));
  const plans = planRounds(100, 7);
  const timesOf = (kills: ({ victim: string } | undefined)[]): number[] => {
    const victims = kills.flatMap((kill) => kill?.victim ?? []);
    return [...new Set(victims)].map(
      (victim) => victims.filter((one) => one === victim).length,
    );
  };
  const live = timesOf(plans.slice(50).map((plan) => plan.live));
  expect(live).toHaveLength(4);
  expect(live.every((count) => count >= 10 && count <= 12)).toBe(true);
  expect(timesOf(plans.map(({ ahead }) => ahead))).toEqual([3, 3, 3, 3, 3]);
  const runners = plans.filter(({ making }) => making?.victim === 'runner');
  expect(runners.length).toBeGreaterThanOrEqual(6);
  expect(runners.every(({ isApart }) => isApart)).toBe(true);
  expect(plans.filter(({ isApart }) => isApart)).toHaveLength(50);
});
