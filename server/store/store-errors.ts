import { Prisma, type PrismaClient } from '../../prisma/client/client.ts';
import { AppError } from '../platform/app-error.ts';

/** Prisma's codes for a unique constraint that was violated, and for a database that cannot be reached. */
const uniqueViolation = 'P2002';
const unreachable = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024']);
/** What the driver says before Prisma has a code for it. */
const unreachableCauses =
  /ECONNREFUSED|ECONNRESET|ETIMEDOUT|Connection terminated|[Tt]imeout exceeded|read timeout/;

/**
 * The same client, with Prisma's failures turned into ours: `conflict` for what exists already, `unavailable` when
 * the database is away. Anything else is a bug and rises as it is.
 */
export function translateStoreErrors(prisma: PrismaClient): PrismaClient {
  const extended = prisma.$extends({
    query: {
      async $allOperations({ args, query }) {
        try {
          return (await query(args)) as unknown;
        } catch (error) {
          throw translated(error);
        }
      },
    },
  });
  // An extension of queries alone changes no method; its type only looks different.
  return extended as unknown as PrismaClient;
}

function translated(cause: unknown): unknown {
  const code = cause instanceof Prisma.PrismaClientKnownRequestError ? cause.code : undefined;
  if (code === uniqueViolation) {
    return new AppError('conflict', 'This exists already.', { cause });
  }
  if (
    (code && unreachable.has(code)) ||
    (cause instanceof Error && unreachableCauses.test(cause.message))
  ) {
    return new AppError('unavailable', 'The database cannot be reached. Try again shortly.', {
      cause,
    });
  }
  return cause;
}
