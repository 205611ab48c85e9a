import { expect, test } from 'vitest';
import type { TimelineEntry, TimelineEvent } from '../contract/timeline.ts';
import { whyNothing } from './why-nothing.ts';

/** A session in which this happened, one thing a second. */
const session = (...happened: TimelineEntry[]): TimelineEvent[] =>
  [
    {
      type: 'session.start' as const,
      sessionId: 's',
      recordingId: 'r',
      title: 'T',
      bootId: 'b',
    },
    { type: 'record.on' as const },
    ...happened,
    { type: 'record.off' as const },
  ].map((entry, seq) => ({ ...entry, seq, monoUs: seq * 1_000_000, wallMs: 0 }));

const take = (takeId: string, paused = false): TimelineEntry => ({
  ...{ type: 'take.start', takeId, peerId: takeId, displayName: takeId, paused },
  ...{ kind: 'audio', source: 'microphone', codec: 'opus', producerId: 'p' },
});
type Reason = Extract<TimelineEntry, { type: 'take.end' }>['reason'];
const ends = (takeId: string, reason: Reason): TimelineEntry => ({
  ...{ type: 'take.end', takeId, reason },
});
const consent = (peerId: string, granted: boolean): TimelineEntry => ({
  ...{ type: 'consent', peerId, granted, textVersion: '1' },
});

test.each<[string, TimelineEntry[], object]>([
  ['nobody-on-stage', [], {}],
  ['nobody-on-stage', [consent('ani', true)], {}],
  ['nobody-consented', [consent('ani', true), consent('budi', false)], {}],
  ['nobody-consented', [take('ani'), consent('ani', false)], {}],
  ['all-off', [take('ani', true), ends('ani', 'session-ended')], {}],
  ['nothing-arrived', [take('ani', true), take('budi'), ends('budi', 'left')], {}],
  ['nothing-arrived', [take('ani', true), { type: 'take.resume', takeId: 'ani' }], {}],
  ['no-room', [{ type: 'disk.full', kind: 'audio' }], {}],
  ['no-room', [take('ani'), ends('ani', 'no-room')], { isShed: true }],
  ['not-kept', [take('ani'), ends('ani', 'session-ended')], { isShed: true }],
  ['taken-out', [take('ani'), take('budi')], { goneTakeIds: ['ani', 'budi'] }],
  ['nothing-arrived', [take('ani'), take('budi')], { goneTakeIds: ['ani'] }],
])('%s', (reason, happened, known) => {
  expect(whyNothing(session(...happened), { isShed: false, ...known })).toBe(reason);
});
