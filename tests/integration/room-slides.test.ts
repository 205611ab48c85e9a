import { afterEach, beforeEach, expect, test } from 'vitest';
import { addDeck } from '../support/a-deck.ts';
import { FakeMediaPlane } from '../support/fake-media-plane.ts';
import { openRoomHub, type RoomHub } from '../support/room-hub.ts';
import type { RoomPeer } from '../support/room-peer.ts';

const code = 'the-room';
let hub: RoomHub;
let sessionId: string;

beforeEach(async () => {
  hub = await openRoomHub({ plane: new FakeMediaPlane() });
});
afterEach(() => hub.close());

async function openSession(state: 'scheduled' | 'live'): Promise<void> {
  ({ sessionId } = hub.sessions.add(code, state));
  await addDeck(hub.decks, { deckId: 'deck', sessionId });
}

const everythingHeard = (peer: RoomPeer): string => JSON.stringify(peer.heard);

test('a page shown is seen by everyone, with the next one to fetch ahead and no other', async () => {
  await openSession('live');
  const host = await hub.joinAs('host', code);
  const listener = await hub.joinAs('listener', code);
  await host.request('slides:show', { deckId: 'deck', page: 0 });
  const shown = await listener.hears('slides:shown');
  expect(shown).toMatchObject({
    ...{ deckId: 'deck', title: 'Kuliah satu', page: 0, pages: 3, text: 'Halaman 0' },
    full: { url: '/media/slides/s/full-0.webp', width: 1920, height: 1080 },
    next: { small: { url: '/media/slides/s/small-1.webp' } },
  });
  expect(everythingHeard(listener)).not.toContain('-2.webp');
  await host.request('slides:show', { deckId: 'deck', page: 2 });
  expect(await listener.hears('slides:shown', ({ page }) => page === 2)).not.toHaveProperty(
    'next',
  );
  await host.request('slides:hide', {});
  await listener.hears('slides:hidden');
});

test('who comes late gets the page that is shown', async () => {
  await openSession('live');
  const host = await hub.joinAs('host', code);
  await host.request('slides:show', { deckId: 'deck', page: 1 });
  const late = await hub.joinAs('listener', code);
  expect((await late.request('slides:read', {})).shown).toMatchObject({ page: 1 });
});

test('notes and decks are for the stage and its staff alone', async () => {
  await openSession('live');
  const host = await hub.joinAs('host', code);
  const speaker = await hub.joinAs('speaker', code);
  const listener = await hub.joinAs('listener', code);
  expect((await speaker.request('slides:read', {})).decks).toEqual([]);
  await speaker.goOnStage();
  const { decks } = await speaker.request('slides:read', {});
  expect(decks[0]?.pages[1]).toMatchObject({ notes: 'Rahasia 1' });

  await host.request('slides:note', { deckId: 'deck', page: 1, notes: 'Pelan-pelan.' });
  await speaker.hears(
    'decks:changed',
    (notice) => notice.decks[0]?.pages[1]?.notes === 'Pelan-pelan.',
  );
  await host.request('slides:show', { deckId: 'deck', page: 1 });
  await listener.hears('slides:shown');
  expect((await listener.request('slides:read', {})).decks).toEqual([]);
  for (const secret of ['Rahasia', 'Pelan-pelan']) {
    expect(everythingHeard(listener)).not.toContain(secret);
  }
});

test('a speaker shows slides from the stage only, a listener never', async () => {
  await openSession('live');
  const show = { deckId: 'deck', page: 0 };
  const speaker = await hub.joinAs('speaker', code);
  const listener = await hub.joinAs('listener', code);
  expect(await speaker.refusal('slides:show', show)).toBe('forbidden');
  expect(await listener.refusal('slides:show', show)).toBe('forbidden');
  expect(await listener.refusal('slides:note', { ...show, notes: 'x' })).toBe('forbidden');
  await speaker.goOnStage();
  expect(await speaker.refusal('slides:show', show)).toBe('ok');
});

test('a page or a deck that is not there is refused, and nothing changes', async () => {
  await openSession('live');
  const host = await hub.joinAs('host', code);
  await addDeck(hub.decks, { deckId: 'elsewhere', sessionId: 'another' });
  await host.request('slides:show', { deckId: 'deck', page: 1 });
  for (const wrong of [
    { deckId: 'deck', page: 3 },
    { deckId: 'none', page: 0 },
    { deckId: 'elsewhere', page: 0 },
  ]) {
    expect(await host.refusal('slides:show', wrong)).toBe('not-found');
  }
  expect((await host.request('slides:read', {})).shown).toMatchObject({ page: 1 });
});

test('a rehearsal before going live is seen by the stage only; going live shows it and keeps it', async () => {
  await openSession('scheduled');
  const host = await hub.joinAs('host', code);
  const waiting = await hub.enterAs('listener', code);
  await host.request('slides:show', { deckId: 'deck', page: 0 });
  expect((await waiting.request('slides:read', {})).shown).toBeUndefined();
  expect(waiting.all('slides:shown')).toEqual([]);
  await host.request('session:go-live', {});
  await waiting.hears('slides:shown', ({ page }) => page === 0);
  const notes = hub
    .recorder(sessionId)
    .told.filter((line) => line.startsWith('note slide.show'));
  expect(notes.at(-1)).toContain('slides/s/full-0.webp');
});
