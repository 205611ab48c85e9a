import type { Database } from '../../server/platform/database.ts';

/** How often each says that it is there. */
export const seenEveryMs = 15_000;

/**
 * Which runners have a command that recognises speech, where several share a database: an episode is made by any of them.
 * All times are the database's.
 */
export function createRecognisers({ executeSql }: Pick<Database, 'executeSql'>) {
  const wasSeen = async (within: string): Promise<boolean> => {
    const { rows } = await executeSql(
      `SELECT 1 FROM "Recogniser" WHERE "seenAt" > timezone('utc', now()) - $1::interval LIMIT 1`,
      [within],
    );
    return rows.length > 0;
  };
  return {
    async see(runner: string): Promise<void> {
      await executeSql(
        `INSERT INTO "Recogniser" ("runner", "seenAt") VALUES ($1, timezone('utc', now()))
         ON CONFLICT ("runner") DO UPDATE SET "seenAt" = excluded."seenAt"`,
        [runner],
      );
    },
    /** Whether one is on. */
    isHere: () => wasSeen('1 minute'),
    /** Whether one is on, or was lately: it may be off at night, or be mended. */
    isKnown: () => wasSeen('7 days'),
  };
}
