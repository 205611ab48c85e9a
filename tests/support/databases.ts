import { openTestDatabase } from './database.ts';
import { openPostgresDatabase } from './postgres.ts';

/** Both databases there are, migrated and empty: what is said of rows is tested on either. */
export const databases = [
  { name: 'PGlite', open: openTestDatabase },
  { name: 'PostgreSQL', open: openPostgresDatabase },
];
