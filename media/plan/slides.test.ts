import { expect, test } from 'vitest';
import { TimelineEvent } from '../contract/timeline.ts';
import { listSlides } from './slides.ts';

const at = (seconds: number, event: object): TimelineEvent =>
  TimelineEvent.parse({ seq: 0, wallMs: 0, monoUs: seconds * 1_000_000, ...event });
const show = (page: number) => ({
  type: 'slide.show',
  ...{ deckId: 'd', title: 'Kopi', page, key: `slides/s/${page}.webp`, width: 4, height: 3 },
});
const tell = (events: TimelineEvent[]): string[] =>
  listSlides(events, 10_000_000).map(({ key, fromMs, toMs }) => `${key} ${fromMs} ${toMs}`);

test('each page stands until the next, or until it is hidden; the last stays', () => {
  const events = [
    at(10, { type: 'record.on' }),
    at(12, show(0)),
    at(15, show(1)),
    at(20, { type: 'slide.hide' }),
    at(22, show(2)),
  ];
  expect(tell(events)).toEqual([
    'slides/s/0.webp 2000 5000',
    'slides/s/1.webp 5000 10000',
    'slides/s/2.webp 12000 Infinity',
  ]);
});

test('what was rehearsed is not seen; what is shown already is seen from the first moment', () => {
  const events = [at(1, show(0)), at(3, show(1)), at(10, { type: 'record.on' })];
  expect(tell(events)).toEqual(['slides/s/1.webp 0 Infinity']);
});

test('nothing is seen of what was turned while the recording stood still', () => {
  const events = [
    at(10, { type: 'record.on' }),
    at(11, show(0)),
    at(13, { type: 'record.off' }),
    at(14, show(1)),
    at(15, show(2)),
    at(16, { type: 'record.on' }),
    at(18, { type: 'session.end', reason: 'ended' }),
  ];
  expect(tell(events)).toEqual(['slides/s/0.webp 1000 3000', 'slides/s/2.webp 6000 8000']);
});
