import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { RunOrder } from './tests/run-order.ts';

process.env['TZ'] = 'UTC';

/**
 * Whatever measures bytes, gaps or moments of real time, or plays a thousand people: two cores are what we promise, and such a
 * file has them alone.
 */
const alone = {
  integration: [
    ...['busy-processes', 'poll-crowd', 'question-crowd', 'recorder-stalls', 'room-crowds'],
    ...['room-limits', 'room-returns', 'two-hours'],
  ],
  e2e: ['blackouts', 'broadcast', 'data-modes', 'kills-live', 'main-journey'],
} as const;
type Kind = keyof typeof alone;

const limits: Record<Kind, { testTimeout: number; hookTimeout: number }> = {
  integration: { testTimeout: 60_000, hookTimeout: 120_000 },
  e2e: { testTimeout: 300_000, hookTimeout: 600_000 },
};

const all = (kind: Kind): string[] => [`tests/${kind}/**/*.test.ts`];
const namely = (kind: Kind): string[] =>
  alone[kind].map((name) => `tests/${kind}/${name}.test.ts`);

/** What is awaited comes late when a neighbour computes. Vitest gives up after one second. */
const patience = { expect: { poll: { timeout: 10_000 } } };
/** Two files at a time. Most wait for people, lines and timers; those that compute do it at the lowest priority. */
const beside = { maxWorkers: 2, sequence: { groupOrder: 1 }, ...patience };
const byItself = { maxWorkers: 1, sequence: { groupOrder: 2 }, ...patience };

const setupFiles: Record<Kind, string[]> = {
  integration: [],
  e2e: ['tests/support/tell-pages.ts'],
};

const projectsOf = (kind: Kind) => [
  {
    test: {
      ...{ name: kind, include: all(kind), exclude: namely(kind) },
      ...{ ...limits[kind], ...beside, setupFiles: setupFiles[kind] },
    },
  },
  {
    test: {
      ...{ name: `${kind}-alone`, include: namely(kind) },
      ...{ ...limits[kind], ...byItself, setupFiles: setupFiles[kind] },
    },
  },
];

export default defineConfig({
  test: {
    sequence: { sequencer: RunOrder },
    // Of concurrent tests in one file.
    maxConcurrency: 3,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{server,media,client,scripts,prisma}/**/*.test.{ts,tsx}'],
          maxWorkers: availableParallelism(),
          // They keep nothing beside themselves, and loading the same modules for each file took most of the time.
          isolate: false,
        },
      },
      {
        test: {
          name: 'contract',
          include: ['tests/contract/**/*.test.ts'],
          ...{ ...limits.integration, ...beside },
        },
      },
      ...projectsOf('integration'),
      ...projectsOf('e2e'),
    ],
  },
});
