import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { MatroskaWriter } from './matroska.ts';

const openFiles = async (): Promise<number> => (await readdir('/proc/self/fd')).length;

test('a file whose head finds no room is closed', async () => {
  const before = await openFiles();
  for (let n = 0; n < 20; n += 1) {
    const created = MatroskaWriter.create('/dev/full', {
      codec: 'opus',
      codecPrivate: Buffer.alloc(19),
    });
    await expect(created).rejects.toThrow('ENOSPC');
  }
  // Others may open a few meanwhile.
  expect(await openFiles()).toBeLessThan(before + 10);
});
