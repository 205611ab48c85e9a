import type { Catalogue } from '../catalogue.ts';
import type { errors as indonesian } from '../id/errors.ts';

export const errors: Catalogue<typeof indonesian> = {
  'invalid-input':
    'Something in the form is not right yet. Check what is marked, then try again.',
  'not-signed-in': 'You are not signed in, or your sign-in has ended. Please sign in again.',
  'wrong-credentials':
    'The email address and password do not match. Check both, then try again.',
  forbidden: 'This page or action is not for your account. Ask the owner.',
  'not-joined': 'You are not in this room yet. Join the room first.',
  'not-found': 'What you are looking for is not here. Check the address.',
  gone: 'This link no longer works. Ask the host for a new one.',
  deleted: 'The hosts deleted this session together with its recording.',
  'takes-deleted':
    'The original recording was deleted when its time was over. This episode cannot be made again.',
  'taken-out':
    'Someone of this name was taken out of the recording, so their answer cannot come into its episode. Ask someone else to answer.',
  conflict: 'Someone else changed this first. Reload the page, then try again.',
  'consent-needed': 'Answer the question about recording first, then try again.',
  removed: 'You were removed from this session.',
  locked: 'The room is locked. Wait until it is opened again.',
  'stage-full': 'The stage is full. Wait until someone steps down.',
  'room-moved': 'The room is being moved. You will be connected again in a moment.',
  'too-large': 'The file or text is too large. Make it smaller, then try again.',
  'too-many': 'Too many attempts. Wait a minute, then try again.',
  unavailable: 'The service cannot be reached right now. Wait a moment, then try again.',
  internal: 'Something went wrong on our side. Try again in a moment.',
  network: 'No connection to the library. Check your internet connection, then try again.',
};
