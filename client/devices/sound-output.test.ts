import { afterEach, expect, test, vi } from 'vitest';
import { canSetVolume } from './sound-output.ts';

afterEach(() => vi.unstubAllGlobals());

test('a volume that stays can be set', async () => {
  vi.stubGlobal(
    'Audio',
    class {
      volume = 1;
    },
  );
  expect(await canSetVolume()).toBe(true);
});

test('one that is taken back a moment later cannot', async () => {
  vi.stubGlobal(
    'Audio',
    class {
      #volume = 1;
      get volume() {
        return this.#volume;
      }
      set volume(volume) {
        this.#volume = volume;
        setTimeout(() => (this.#volume = 1));
      }
    },
  );
  expect(await canSetVolume()).toBe(false);
});
