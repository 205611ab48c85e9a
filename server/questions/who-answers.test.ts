import { expect, test } from 'vitest';
import type { Role } from '../protocol/words.ts';
import { whoAnswers } from './who-answers.ts';

const seat = (personKey: string, role: Role) => ({ personKey, role, displayName: personKey });
const host = seat('Rina', 'host');
const guest = seat('Buya', 'speaker');

test.each([
  { presses: 'Rina', onStage: [host], answers: 'Rina' },
  // On another screen too: it is the person who sits there.
  { presses: 'Rina', onStage: [host, host], answers: 'Rina' },
  { presses: 'Buya', onStage: [host, guest], answers: 'Buya' },
  { presses: 'Rina', onStage: [host, guest], answers: undefined },
  { presses: 'Rina', onStage: [guest], answers: undefined },
  { presses: 'Dewi', onStage: [host, seat('Dewi', 'moderator')], answers: undefined },
  { presses: 'Dewi', onStage: [], answers: undefined },
])('$presses presses, on stage are $onStage.length: $answers', (row) => {
  expect(whoAnswers({ personKey: row.presses }, row.onStage)).toBe(row.answers);
});
