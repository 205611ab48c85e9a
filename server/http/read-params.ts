import type { z } from 'zod';
import { AppError } from '../platform/app-error.ts';

/** What stands in the address of a page. What cannot be one of ours is simply not there. */
export function readParams<T extends z.ZodType>(schema: T, params: unknown): z.output<T> {
  const parsed = schema.safeParse(params);
  if (!parsed.success) throw new AppError('not-found', 'There is nothing at this address.');
  return parsed.data;
}
