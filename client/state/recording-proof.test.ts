import { expect, test } from 'vitest';
import { proofBars, proofState } from './recording-proof.ts';

test.each([
  ['arriving', 'arriving', 'saved', 3],
  ['arriving', 'none', 'saved', 2],
  ['silent', 'arriving', 'saved', 1],
  ['silent', 'silent', 'quiet', 0],
  ['none', 'none', 'none', 0],
  ['arriving', 'missing', 'missing', 2],
  ['missing', 'arriving', 'missing', 1],
  ['not-consented', 'not-consented', 'not-consented', 0],
] as const)('sound %s and picture %s: %s, %i bars', (audio, video, state, bars) => {
  const person = { peerId: 'rina', audio, video, bytes: 0 };
  expect(proofState(person)).toBe(state);
  expect(proofBars(person)).toBe(bars);
});
