import type { Caller } from '../rooms/room-floor.ts';
import { kindOf } from './question-view.ts';

type OnStage = Pick<Caller, 'personKey' | 'role' | 'displayName'>;

/**
 * Who answers aloud, by name, as far as a press tells it: a speaker who begins their own answer, or whoever is alone on
 * stage. A host who presses while a guest begins to speak answers nothing, and a wrong name would be told to everyone.
 * @param onStage all that sit there, also while their socket is away.
 */
export function whoAnswers(
  { personKey }: Pick<Caller, 'personKey'>,
  onStage: readonly OnStage[],
): string | undefined {
  const seat = onStage.find((each) => each.personKey === personKey);
  if (!seat) return undefined;
  const isAlone = onStage.every((each) => each.personKey === personKey);
  return isAlone || kindOf(seat.role) === 'speaker' ? seat.displayName : undefined;
}
