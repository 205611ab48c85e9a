import { expect, test, vi } from 'vitest';
import { createSerial } from '../../server/platform/serial.ts';
import { inLine } from './in-line.ts';

const after = (): { gone: Promise<void>; go: () => void } => {
  let go = (): void => undefined;
  const gone = new Promise<void>((resolve) => (go = resolve));
  return { gone, go };
};
const over = new Error('over');

test('who is told to stop while others are before them leaves at once, and does nothing later', async () => {
  const line = createSerial();
  const { gone, go } = after();
  const first = line(() => gone);
  const abort = new AbortController();
  const work = vi.fn(() => Promise.resolve('done'));
  const second = inLine(line, abort.signal, work);
  abort.abort(over);
  await expect(second).rejects.toBe(over);
  go();
  await first;
  await line(() => undefined);
  expect(work).not.toHaveBeenCalled();
  await expect(inLine(line, abort.signal, work)).rejects.toBe(over);
});

test('what has begun is waited for', async () => {
  const line = createSerial();
  const { gone, go } = after();
  const abort = new AbortController();
  const begun = after();
  const turn = inLine(line, abort.signal, async () => {
    begun.go();
    await gone;
    return 'done';
  });
  await begun.gone;
  abort.abort(over);
  go();
  expect(await turn).toBe('done');
});
