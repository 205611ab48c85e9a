import { expect, test } from 'vitest';
import type { ObjectStore } from '../../server/platform/object-store.ts';
import { createRunStore } from './run-store.ts';

const meta = { contentType: 'audio/mpeg', cacheControl: 'no-cache' };

/** Keeps keys alone; `onPut` is what happens while one is being written. */
function memoryStore(onPut: () => void) {
  const keys = new Set<string>();
  const store = {
    put: (key: string) => {
      keys.add(key);
      onPut();
      return Promise.resolve({ key });
    },
    find: (key: string) => Promise.resolve(keys.has(key) ? { key } : undefined),
    delete: (key: string) => Promise.resolve(void keys.delete(key)),
  } as unknown as ObjectStore;
  return { keys, store };
}

test('a run writes while it is wanted', async () => {
  const { keys, store } = memoryStore(() => undefined);
  await createRunStore(store, () => Promise.resolve(true)).put('a', Buffer.from(''), meta);
  expect([...keys]).toEqual(['a']);
});

test('a run that is not wanted any more writes nothing', async () => {
  const { keys, store } = memoryStore(() => undefined);
  const run = createRunStore(store, () => Promise.resolve(false));
  await expect(run.put('a', Buffer.from(''), meta)).rejects.toMatchObject({ code: 'conflict' });
  expect([...keys]).toEqual([]);
});

test('what was written while the run was stopped is taken back', async () => {
  let isWanted = true;
  const { keys, store } = memoryStore(() => (isWanted = false));
  const run = createRunStore(store, () => Promise.resolve(isWanted));
  await expect(run.put('a', Buffer.from(''), meta)).rejects.toMatchObject({ code: 'conflict' });
  expect([...keys]).toEqual([]);
});

test('what every run writes over stays, for it may be the next one’s already', async () => {
  let isWanted = true;
  const { keys, store } = memoryStore(() => (isWanted = false));
  const run = createRunStore(store, () => Promise.resolve(isWanted), ['review']);
  keys.add('review');
  await expect(run.put('review', Buffer.from(''), meta)).rejects.toMatchObject({
    code: 'conflict',
  });
  expect([...keys]).toEqual(['review']);
});

test('it is taken back where there was none, such as of a session that was deleted', async () => {
  let isWanted = true;
  const { keys, store } = memoryStore(() => (isWanted = false));
  const run = createRunStore(store, () => Promise.resolve(isWanted), ['review']);
  await expect(run.put('review', Buffer.from(''), meta)).rejects.toMatchObject({
    code: 'conflict',
  });
  expect([...keys]).toEqual([]);
});
