import { errors } from 'mediasoup';
import { AppError } from '../platform/app-error.ts';

/**
 * mediasoup checks the parameters that browsers send, and complains with TypeError or UnsupportedError. Only what
 * handles such parameters goes through here: a TypeError of our own must stay a bug.
 */
export async function refuseBadInput<T>(what: string, run: () => Promise<T> | T): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof errors.UnsupportedError)) throw error;
    throw new AppError('invalid-input', `These ${what} cannot be used.`, { cause: error });
  }
}
