import { AppError } from '../../server/platform/app-error.ts';

/** What can be had of a recording breaks off: its hub is still to give the rest to the object store. */
export class NotHandedOver extends AppError {
  constructor() {
    super('unavailable', 'The end of the recording is not in the object store yet.');
    this.name = 'NotHandedOver';
  }
}
