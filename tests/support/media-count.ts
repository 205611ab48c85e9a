import type { Page } from 'playwright-core';
import { expect } from 'vitest';

export type MediaCount = {
  /** Packets of sound that came, over what is open now. */
  soundPackets: number;
  /** Pictures that were decoded, likewise. */
  pictures: number;
  /** Packets that went out. */
  sentPackets: number;
};

type Watched = {
  open: Set<RTCPeerConnection>;
};
declare const watched: Watched;

/** Watches a page's WebRTC from outside, without changing it. Call before the page opens. */
export async function watchLinks(page: Page): Promise<void> {
  await page.addInitScript({ content: 'globalThis.__name ??= (named) => named;' });
  await page.addInitScript(() => {
    const kept: Watched = { open: new Set() };
    Object.assign(globalThis, { watched: kept });
    const Plain = RTCPeerConnection;
    globalThis.RTCPeerConnection = class extends Plain {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        this.addEventListener('connectionstatechange', () => {
          if (this.connectionState === 'connected') kept.open.add(this);
        });
      }

      override close(): void {
        kept.open.delete(this);
        super.close();
      }
    };
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
