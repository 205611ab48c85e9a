import { expect, test } from 'vitest';
import { createSerial } from './serial.ts';

test('tasks run in order, one at a time, and a failure reaches only its own caller', async () => {
  const serial = createSerial();
  const order: string[] = [];
  const slow = serial(async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    order.push('slow');
  });
  const failing = serial(() => {
    order.push('failing');
    throw new Error('refused');
  });
  const last = serial(() => order.push('last'));
  await expect(failing).rejects.toThrow('refused');
  await Promise.all([slow, last]);
  expect(order).toEqual(['slow', 'failing', 'last']);
});
