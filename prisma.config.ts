import { defineConfig } from 'prisma/config';

/** Read by Prisma's own tools only (`prisma generate`); the hub gets its connection from server/config.ts. */
export default defineConfig({ schema: 'prisma/schema.prisma' });
