import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** What became of the ways that a page's media took, from the first on. */
export type LinkStory = {
  /** Transports that were connected at one time. */
  opened: number;
  /** New ICE credentials on transports that had some. */
  restarts: number;
  /** The connection states, in order of time, over all transports. */
  states: string[];
};

export type MediaCount = {
  /** Packets of sound that came, over what is open now. */
  soundPackets: number;
  /** Pictures that were decoded, likewise. */
  pictures: number;
  /** Packets that went out. */
  sentPackets: number;
};

type Watched = {
  story: LinkStory;
  open: Set<RTCPeerConnection>;
};
declare const watched: Watched;

/** Watches a page's WebRTC from outside, without changing it. Call before the page opens. */
export async function watchLinks(page: Page): Promise<void> {
  await page.addInitScript({ content: 'globalThis.__name ??= (named) => named;' });
  await page.addInitScript(() => {
    const kept: Watched = {
      story: { opened: 0, restarts: 0, states: [] },
      open: new Set(),
    };
    Object.assign(globalThis, { watched: kept });
    const Plain = RTCPeerConnection;
    globalThis.RTCPeerConnection = class extends Plain {
      #isCounted = false;
      #credentials: string | undefined;

      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        this.addEventListener('connectionstatechange', () => {
          const state = this.connectionState;
          kept.story.states.push(state);
          if (state !== 'connected' || this.#isCounted) return;
          this.#isCounted = true;
          kept.story.opened += 1;
          kept.open.add(this);
        });
      }

      override async setRemoteDescription(
        description: RTCSessionDescriptionInit,
      ): Promise<void> {
        const found = /a=ice-ufrag:(\S+)/.exec(description.sdp ?? '')?.[1];
        if (found && this.#credentials && found !== this.#credentials) {
          kept.story.restarts += 1;
        }
        this.#credentials = found ?? this.#credentials;
        await super.setRemoteDescription(description);
      }

      override close(): void {
        kept.open.delete(this);
        super.close();
      }
    };
  });
}

export const linkStory = (page: Page): Promise<LinkStory> => page.evaluate(() => watched.story);

/** The ports of this machine that a page's media can go through, over UDP. */
export function mediaPorts(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const ports = new Set<number>();
    for (const connection of watched.open) {
      for (const report of (await connection.getStats()).values()) {
        const { type, protocol, port } = report as Record<string, unknown>;
        if (type !== 'local-candidate' || protocol !== 'udp') continue;
        if (typeof port === 'number') ports.add(port);
      }
    }
    return [...ports];
  });
}

export function countMedia(page: Page): Promise<MediaCount> {
  return page.evaluate(async () => {
    const count = { soundPackets: 0, pictures: 0, sentPackets: 0 };
    const number = (value: unknown): number => (typeof value === 'number' ? value : 0);
    for (const connection of watched.open) {
      const report = await connection.getStats();
      report.forEach((entry: Record<string, unknown>) => {
        if (entry['type'] === 'outbound-rtp') count.sentPackets += number(entry['packetsSent']);
        if (entry['type'] !== 'inbound-rtp') return;
        if (entry['kind'] === 'audio') count.soundPackets += number(entry['packetsReceived']);
        else count.pictures += number(entry['framesDecoded']);
      });
    }
    return count;
  });
}

/** How often silence is looked for, in milliseconds. */
const lookMs = 50;
declare const silence: { longestMs: number };

/** From now on: the longest time in which no sound came. Read what it is by then, in milliseconds, with what is returned. */
export async function timeSilence(page: Page): Promise<() => Promise<number>> {
  await page.evaluate((everyMs) => {
    const kept = { longestMs: 0 };
    Object.assign(globalThis, { silence: kept });
    let before = '';
    let heardAt = performance.now();
    const look = async (): Promise<void> => {
      const reports = await Promise.all([...watched.open].map((link) => link.getStats()));
      const now = reports
        .flatMap((report) => [...report.values()] as Record<string, unknown>[])
        .filter(({ type, kind }) => type === 'inbound-rtp' && kind === 'audio')
        .map(({ id, packetsReceived }) => `${String(id)} ${String(packetsReceived)}`)
        .join();
      if (now !== before) heardAt = performance.now();
      before = now;
      kept.longestMs = Math.max(kept.longestMs, performance.now() - heardAt);
      setTimeout(() => void look(), everyMs);
    };
    void look();
  }, lookMs);
  return () => page.evaluate(() => silence.longestMs);
}

/** Waits until sound and pictures come, more of them each time one looks. */
export async function hearsAndSees(page: Page, timeoutMs: number): Promise<void> {
  let last = await countMedia(page);
  let times = 0;
  const timesInARow = async (): Promise<number> => {
    const { soundPackets, pictures } = last;
    last = await countMedia(page);
    const isMore = last.soundPackets > soundPackets && last.pictures > pictures;
    return (times = isMore ? times + 1 : 0);
  };
  // The first looks may still see what was on its way before a cut.
  await expect
    .poll(timesInARow, { timeout: timeoutMs, interval: 500 })
    .toBeGreaterThanOrEqual(4);
}
