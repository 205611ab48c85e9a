import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

process.env['TZ'] = 'UTC';

/** Files that need more than one core, a browser or ffmpeg run one after the other: two cores are what we promise. */
const alone = { fileParallelism: false, testTimeout: 60_000, hookTimeout: 120_000 } as const;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{server,media,client,scripts,prisma}/**/*.test.{ts,tsx}'],
          maxWorkers: availableParallelism(),
          sequence: { groupOrder: 1 },
          // They keep nothing beside themselves, and loading the same modules for each file took most of the time.
          isolate: false,
        },
      },
      { test: { name: 'contract', include: ['tests/contract/**/*.test.ts'], ...alone } },
      {
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          ...alone,
          retry: 1,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          ...alone,
          testTimeout: 300_000,
          hookTimeout: 600_000,
          // Four browsers, an encoder and a hub share two cores: what fails once in passing is tried once more.
          retry: 1,
        },
      },
    ],
  },
});
