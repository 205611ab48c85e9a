import { expect, test } from 'vitest';
import { aStoredQuestion } from '../../tests/support/a-stored-question.ts';
import { Askers } from './askers.ts';

const person = (who: string) => ({
  personKey: `${who} today`,
  keyIn: (sessionId: string) => `${who} ${sessionId}`,
});
const open = (): Askers => {
  const askers = new Askers((key) => `~${key}`);
  askers.expect('may');
  return askers;
};
const carried = (askerKey: string, askerMode: 'named' | 'anonymous' = 'named') =>
  aStoredQuestion({ askerKey, askerMode, askerSessionId: 'may' });

test('what was carried is its asker’s, once they are here; nobody else’s, and not by a key of today', () => {
  const askers = open();
  const question = carried('siti may');
  expect(askers.isAsker(question, 'siti today')).toBe(false);
  for (const who of ['siti', 'ani']) askers.meet(person(who));
  expect(askers.isAsker(question, 'siti today')).toBe(true);
  expect(askers.isAsker(question, 'ani today')).toBe(false);
  expect(askers.isAsker(carried('siti today'), 'siti today')).toBe(false);
  expect(askers.isAsker(carried('~siti may', 'anonymous'), 'siti today')).toBe(true);
  expect(askers.keysOf('siti today')).toEqual([
    ...['siti today', '~siti today', 'siti may', '~siti may'],
  ]);
});

test('who was here before something was carried is known by it after the next meeting', () => {
  const askers = open();
  askers.meet(person('siti'));
  askers.expect('april');
  const question = aStoredQuestion({ askerKey: 'siti april', askerSessionId: 'april' });
  expect(askers.isAsker(question, 'siti today')).toBe(false);
  askers.meet(person('siti'));
  expect(askers.isAsker(question, 'siti today')).toBe(true);
});
