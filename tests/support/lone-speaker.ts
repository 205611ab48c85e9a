import { systemClock } from '../../server/platform/clock.ts';
import type { Scope } from '../../server/platform/scope.ts';
import { Speaker } from '../chaos/chaos-people.ts';
import { makeTimeCode } from '../chaos/time-code.ts';
import type { LiveHub } from './live-hub.ts';

/** The hub's owner goes live alone, and speaks the time code, whose loop began at `startUs` on CLOCK_MONOTONIC. */
export async function goLiveAlone(
  { origin, cookie }: LiveHub,
  code: string,
  scope: Scope,
): Promise<{ speaker: Speaker; startUs: number }> {
  const startUs = systemClock.monoUs();
  const media = { code: await makeTimeCode(), startUs, picture: undefined };
  const speaker = new Speaker({ origin, code, cookie, tabId: 'speaker-tab', media }, scope);
  await speaker.come();
  await speaker.peer.request('session:go-live', {});
  return { speaker, startUs };
}
