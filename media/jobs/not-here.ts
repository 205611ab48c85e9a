import { AppError } from '../../server/platform/app-error.ts';

/** Nothing of a recording can be had on this machine. */
export class NotHere extends AppError {
  constructor() {
    super(
      'not-found',
      'The recording is neither on this machine’s disk nor in the object store.',
    );
    this.name = 'NotHere';
  }
}
