import { expect, test } from 'vitest';
import { DeviceError, toDeviceProblem } from './device-error.ts';

const named = (name: string, message = ''): Error => new DOMException(message, name);

test.each([
  ['NotAllowedError', 'Permission denied', 'denied'],
  ['NotAllowedError', 'Permission denied by system', 'denied-by-system'],
  ['NotFoundError', 'Requested device not found', 'not-found'],
  ['OverconstrainedError', '', 'not-found'],
  ['NotReadableError', 'Could not start video source', 'in-use'],
  ['AbortError', '', 'in-use'],
  ['SecurityError', '', 'insecure'],
  ['SomethingNewError', '', 'unknown'],
])('%s (%s) is %s', (name, message, problem) => {
  expect(toDeviceProblem(named(name, message), { picker: false })).toBe(problem);
});

test('closing the screen picker is not a problem', () => {
  const error = named('NotAllowedError', 'Permission denied');
  expect(toDeviceProblem(error, { picker: true })).toBe('cancelled');
});

test('our own errors keep their problem, and a thrown word is unknown', () => {
  expect(toDeviceProblem(new DeviceError('lost'), { picker: false })).toBe('lost');
  expect(toDeviceProblem('oops', { picker: false })).toBe('unknown');
});
