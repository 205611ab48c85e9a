import { expect, test } from 'vitest';
import { aFeedSource } from '../../tests/support/feed-source.ts';
import { systemClock } from '../platform/clock.ts';
import { createFeedService } from './feed-service.ts';
import type { FeedSource } from './feed-source.ts';

const origin = 'https://serambi.example.org';

function createRepository() {
  const state = { version: '1', source: aFeedSource() as FeedSource | undefined, reads: 0 };
  const feeds = {
    findVersion: () => Promise.resolve(state.source && state.version),
    find: () => {
      state.reads += 1;
      return Promise.resolve(state.source);
    },
  };
  return { state, service: createFeedService({ feeds, clock: systemClock }) };
}

test('a feed is rendered once per change, however many ask', async () => {
  const { state, service } = createRepository();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => service.find('klub-buku', origin)),
  );
  expect(new Set(answers).size).toBe(1);
  expect(await service.find('klub-buku', origin)).toBe(answers[0]);
  expect(state.reads).toBe(1);

  const source = aFeedSource({ changedAt: new Date('2026-11-30T00:00:00Z'), episodes: [] });
  Object.assign(state, { version: '2', source });
  const changed = await service.find('klub-buku', origin);
  expect(changed?.etag).not.toBe(answers[0]?.etag);
  expect(changed?.lastModified).toEqual(source.changedAt);
  expect(state.reads).toBe(2);
});

test('the etag is that of the bytes, not of the moment', async () => {
  const [one, two] = [createRepository(), createRepository()];
  const first = await one.service.find('klub-buku', origin);
  const second = await two.service.find('klub-buku', origin);
  expect(first?.etag).toMatch(/^"[0-9a-f]{32}"$/);
  expect(second?.etag).toBe(first?.etag);
  expect(second?.body.equals(first!.body)).toBe(true);
});

test('every address of the hub has its own links', async () => {
  const { service } = createRepository();
  const here = await service.find('klub-buku', 'http://10.0.0.5:3000');
  const there = await service.find('klub-buku', origin);
  expect(here?.body.toString()).toContain('http://10.0.0.5:3000/media/');
  expect(there?.body.toString()).not.toContain('10.0.0.5');
});

test('a series that is not there has no feed', async () => {
  const { state, service } = createRepository();
  state.source = undefined;
  expect(await service.find('klub-buku', origin)).toBeUndefined();
});
