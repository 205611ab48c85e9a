import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { silentLog } from '../platform/log.ts';
import { Scope } from '../platform/scope.ts';
import type { Peer } from './peer.ts';
import { Roster } from './roster.ts';
import { SoundWatch } from './sound-watch.ts';

const quarterMs = 250;
let scope: Scope;
let watch: SoundWatch;
let onStage: Peer[];
let told: (string | undefined)[];

beforeEach(() => {
  vi.useFakeTimers();
  scope = new Scope('test', silentLog);
  onStage = [speaker('rina'), speaker('budi')];
  told = [];
  const roster = Object.create(Roster.prototype, {
    onStage: { get: () => onStage },
    announceChanged: {
      value: ({ peerId, soundTrouble }: Peer) =>
        void told.push(`${peerId}: ${soundTrouble ?? 'fine'}`),
    },
  }) as Roster;
  const clock = { now: () => new Date(), monoUs: () => Date.now() * 1000 };
  watch = new SoundWatch({ scope, roster, clock });
});
afterEach(async () => {
  await scope.close('test ended');
  vi.useRealTimers();
});

test('a microphone that is on and never heard is told of once, and forgiven when it is heard', () => {
  for (let at = 0; at < 30 * 4; at += 1) hear({ rina: -30 });
  expect(told).toEqual(['budi: not-heard']);
  for (let at = 0; at < 3 * 4; at += 1) hear({ budi: -30 });
  expect(told).toEqual(['budi: not-heard', 'budi: fine']);
  // Who was heard once may be silent as long as they like.
  for (let at = 0; at < 60 * 4; at += 1) hear({});
  expect(told).toHaveLength(2);
});

test('a microphone that is off is nobody’s trouble, and starts anew when it is switched on', () => {
  for (let at = 0; at < 15 * 4; at += 1) hear({ rina: -30 });
  setPaused('budi', true);
  for (let at = 0; at < 40 * 4; at += 1) hear({ rina: -30 });
  setPaused('budi', false);
  for (let at = 0; at < 15 * 4; at += 1) hear({ rina: -30 });
  expect(told).toEqual([]);
});

test('who brings others back is told of, and it passes when the loudspeaker is turned down', () => {
  talk(30, (said) => said - 15);
  expect(told).toEqual(['budi: echo']);
  talk(30, () => undefined);
  expect(told).toEqual(['budi: echo', 'budi: fine']);
});

/** Rina says sentences with pauses; Budi's microphone gives back what it hears half a second before. */
function talk(seconds: number, back: (said: number) => number | undefined): void {
  const said: (number | undefined)[] = [];
  for (let at = 0; at < seconds * 4; at += 1) {
    said.push(at % 9 < 6 ? -28 - ((at * 7) % 11) : undefined);
    const before = said.at(-3);
    hear({ rina: said.at(-1), budi: before === undefined ? undefined : back(before) });
  }
}

function hear(levels: Record<string, number | undefined>): void {
  watch.levels(
    Object.entries(levels).flatMap(([producerId, dbov]) =>
      dbov === undefined ? [] : [{ producerId, dbov }],
    ),
  );
  vi.advanceTimersByTime(quarterMs);
}

function setPaused(name: string, paused: boolean): void {
  const producer = onStage.find(({ peerId }) => peerId === name)?.producers.get(name);
  if (producer) producer.paused = paused;
}

/** A peer with an open microphone of the same name: all that is looked at. */
function speaker(peerId: string): Peer {
  const producer = { media: { producerId: peerId }, source: 'microphone', paused: false };
  return { peerId, producers: new Map([[peerId, producer]]) } as unknown as Peer;
}
