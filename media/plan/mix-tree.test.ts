import { expect, test } from 'vitest';
import { mixTree } from './mix-tree.ts';

const labels = (count: number): string[] => Array.from({ length: count }, (_, i) => `in${i}`);

test('one stream is left as it is', () => {
  expect(mixTree(['only'])).toEqual({ graph: [], output: 'only' });
});

test('nobody becomes quieter because others are there', () => {
  const { graph, output } = mixTree(labels(3));
  expect(graph).toEqual([
    '[in0][in1][in2]amix=inputs=3:normalize=0:dropout_transition=0:duration=longest[sum0]',
  ]);
  expect(output).toBe('sum0');
});

test.each([16, 17, 33, 300])('%i streams are each used once, at most 16 at a time', (count) => {
  const { graph, output } = mixTree(labels(count));
  const used = graph.flatMap((line) =>
    [...line.matchAll(/\[(\w+)\](?=.*amix)/g)].map(([, l]) => l),
  );
  const made = graph.map((line) => /\[(\w+)\]$/.exec(line)?.[1]);
  const inputs = graph.map((line) => Number(/inputs=(\d+)/.exec(line)?.[1]));
  expect(Math.max(...inputs)).toBeLessThanOrEqual(16);
  expect(new Set(used).size).toBe(used.length);
  for (const label of [...labels(count), ...made.slice(0, -1)]) expect(used).toContain(label);
  expect(made.at(-1)).toBe(output);
});

test('nothing to mix is a mistake of the caller', () => {
  expect(() => mixTree([])).toThrow('Nothing to mix');
});
