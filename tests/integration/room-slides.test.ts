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

test('decks are for the stage and its staff alone, notes for hosts and who presents', async () => {
  await openSession('live');
  const host = await hub.joinAs('host', code);
  const speaker = await hub.joinAs('speaker', code);
  const listener = await hub.joinAs('listener', code);
  expect((await speaker.request('slides:read', {})).decks).toEqual([]);
  await speaker.goOnStage();
  const { decks } = await speaker.request('slides:read', {});
  expect(decks[0]?.pages).toHaveLength(3);

  const note = { deckId: 'deck', page: 1, notes: 'Pelan-pelan.' };
  await host.request('slides:note', note);
  await host.hears(
    'decks:changed',
    ({ decks: [deck] }) => deck?.pages[1]?.notes === note.notes,
  );
  await host.request('slides:show', { deckId: 'deck', page: 1 });
  await listener.hears('slides:shown');
  expect((await listener.request('slides:read', {})).decks).toEqual([]);
  expect(await speaker.refusal('slides:note', { ...note, notes: 'Salah.' })).toBe('forbidden');
  const read = await speaker.request('slides:read', {});
  for (const heard of [everythingHeard(listener), everythingHeard(speaker), read, decks]) {
    expect(JSON.stringify(heard)).not.toMatch(/notes|Rahasia|Pelan-pelan/);
  }
});

test('the person who presents a deck reads and writes its notes, until it is hidden', async () => {
  await openSession('live');
  await addDeck(hub.decks, { deckId: 'other', sessionId });
  const host = await hub.joinAs('host', code);
  const moderator = await hub.joinAs('moderator', code);
  const speaker = await hub.joinAs('speaker', code);
  await speaker.goOnStage();
  const notesRead = async (peer: RoomPeer) => {
    const { decks } = await peer.request('slides:read', {});
    return decks.map(({ deckId, pages }) => [deckId, pages[1]?.notes]);
  };

  await speaker.request('slides:show', { deckId: 'deck', page: 0 });
  await speaker.hears(
    'decks:changed',
    ({ decks }) => decks[0]?.pages[1]?.notes === 'Rahasia 1',
  );
  // A host who turns the page for them does not take it from them.
  await host.request('slides:show', { deckId: 'deck', page: 1 });
  const kept = [
    ['deck', 'Rahasia 1'],
    ['other', undefined],
  ];
  expect(await notesRead(speaker)).toEqual(kept);
  const own = { deckId: 'deck', page: 1, notes: 'Napas dulu.' };
  await speaker.request('slides:note', own);
  await host.hears('decks:changed', ({ decks }) => decks[0]?.pages[1]?.notes === own.notes);
  expect(await speaker.refusal('slides:note', { ...own, deckId: 'other' })).toBe('forbidden');
  expect(await moderator.refusal('slides:note', own)).toBe('forbidden');
  expect(everythingHeard(moderator)).not.toMatch(/"notes"|Napas/);

  await moderator.request('slides:show', { deckId: 'other', page: 0 });
  await speaker.hears('decks:changed', ({ decks }) => !('notes' in decks[0]!.pages[1]!));
  expect(await notesRead(moderator)).toEqual([
    ['deck', undefined],
    ['other', 'Rahasia 1'],
  ]);
  await host.request('slides:hide', {});
  expect(await moderator.refusal('slides:note', { ...own, deckId: 'other' })).toBe('forbidden');
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
