import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { newId } from '../../server/platform/ids.ts';
import { silentLog } from '../../server/platform/log.ts';
import { Scope } from '../../server/platform/scope.ts';
import { launchBrowser, newPerson, viewports } from '../support/browser.ts';
import { enterRoom } from '../support/journeys.ts';
import { openLiveHub } from '../support/live-hub.ts';
import { RoomPeer } from '../support/room-peer.ts';
import { percentile, rowOf, type Bench } from './bench.ts';

/** With the host and the one who looks on, as many as a room holds. */
const crowd = 498;
/** At once; more would only make the server's accept queue overflow. */
const together = 50;
/** Of all together: each of them writes a line every ten seconds. */
const messagesPerSecond = 50;
/** A phone of the cheapest kind is several times slower than one core of a server. */
const slowness = 6;
const settleMs = 2_000;
const lines = [
  'Assalamualaikum dari Solok, suaranya jelas sekali.',
  'Setuju dengan Uni Ros: bab dua yang paling kena di hati.',
  'Bukunya bisa dipinjam di mana? Di perpustakaan kami belum ada.',
  '😀 Terima kasih, Bu!',
];

/**
 * How smoothly a slow phone draws while five hundred people chat and it looks on, against the same page while they are
 * silent: the time from one picture to the next, by requestAnimationFrame, on a processor slowed down sixfold.
 */
export const bench: Bench = async ({ folder, rounds, seconds, say }) => {
  const scope = new Scope('chat', silentLog);
  try {
    const hub = await openLiveHub({ folder, workers: 1 }, scope);
    const { code } = await hub.schedule();
    const host = await RoomPeer.connect(hub.origin, { cookie: hub.cookie });
    scope.defer('host', () => host.close());
    await host.enter(code);
    await host.join('Rina');
    await host.goOnStage();
    await host.request('session:go-live', {});
    const come = async (number: number): Promise<RoomPeer> => {
      const peer = await RoomPeer.connect(hub.origin, { tabId: `chatting-${number + 10_000}` });
      scope.defer('person', () => peer.close());
      await peer.enter(code);
      await peer.join(`Tamu ${number}`);
      return peer;
    };
    const people: RoomPeer[] = [];
    while (people.length < crowd) {
      const length = Math.min(together, crowd - people.length);
      const numbers = Array.from({ length }, (_, index) => people.length + index);
      people.push(...(await Promise.all(numbers.map(come))));
    }
    const browser = await launchBrowser({ grantDevices: false });
    scope.defer('browser', () => browser.close());
    const { page, context } = await newPerson(browser, { viewport: viewports.phone });
    // tsx names functions through a helper that a page does not have.
    await page.addInitScript({ content: 'globalThis.__name ??= (named) => named;' });
    await enterRoom(page, `${hub.origin}/a/${code}`, 'Uni Ros');
    await page.getByRole('button', { name: /^Obrolan/ }).click();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowness });

    const found = new Map<string, { ours: number[]; baseline: number[] }>();
    const keep = (side: 'ours' | 'baseline', gaps: readonly number[]): void => {
      for (const share of [0.5, 0.95, 0.99]) {
        const what = `from one picture to the next, ${share * 100} %`;
        const row = found.get(what) ?? { ours: [], baseline: [] };
        row[side].push(percentile(gaps, share));
        found.set(what, row);
      }
    };
    let written = 0;
    for (let round = 0; round < rounds; round += 1) {
      keep('baseline', await pictureGaps(page, seconds * 1_000));
      const talk = new AbortController();
      const talking = chat(people, talk.signal);
      await delay(settleMs);
      keep('ours', await pictureGaps(page, seconds * 1_000));
      talk.abort();
      written += await talking;
      await delay(settleMs);
    }
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    const shown = await page.getByRole('article').count();
    say(`${written} messages were written; the page holds ${shown} of them as elements.`);
    return {
      rows: [...found].map(([what, measured]) => rowOf(what, 'ms', measured)),
      ...(written === 0 || shown === 0 ? { isVoid: 'nothing was written, or shown' } : {}),
    };
  } finally {
    await scope.close('measured');
  }
};

/** Lets one after the other write, until told to stop. Returns how many messages were accepted. */
async function chat(people: readonly RoomPeer[], signal: AbortSignal): Promise<number> {
  const sent: Promise<unknown>[] = [];
  for (let count = 0; !signal.aborted; count += 1) {
    const text = `${lines[count % lines.length] ?? ''} (${count})`;
    const peer = people[count % people.length];
    if (peer) sent.push(peer.request('message:send', { messageId: newId(), text }));
    await delay(1_000 / messagesPerSecond);
  }
  return (await Promise.all(sent)).length;
}

/** Milliseconds between the pictures that a page draws. */
function pictureGaps(page: Page, lastsMs: number): Promise<number[]> {
  return page.evaluate(
    (ms) =>
      new Promise<number[]>((resolve) => {
        const gaps: number[] = [];
        let last = performance.now();
        const until = last + ms;
        const draw = (): void => {
          const now = performance.now();
          gaps.push(now - last);
          last = now;
          if (now < until) requestAnimationFrame(draw);
          else resolve(gaps);
        };
        requestAnimationFrame(draw);
      }),
    lastsMs,
  );
}
