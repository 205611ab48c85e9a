import type { RecordingInfo } from '../../../server/protocol/rest.ts';

type Recorded = RecordingInfo['people'][number];
export type Person = RecordingInfo['askers'][number] &
  Pick<Recorded, 'alsoAs'> & {
    /** Stays, whatever is known of them later. */
    key: string;
    onlyAsked: boolean;
  };

/** By name, first those who were recorded; who has no name is known by a question. */
export function listRecordedPeople({
  people,
  askers,
}: Pick<RecordingInfo, 'people' | 'askers'>): Person[] {
  const recorded = people.map((person): Person => {
    return { ...person, key: `name ${person.displayName}`, onlyAsked: false };
  });
  const names = new Set(people.flatMap(({ displayName, alsoAs }) => [displayName, ...alsoAs]));
  const asked = askers
    .filter(({ question, displayName }) => question || !names.has(displayName))
    .map((asker): Person => {
      const { question, displayName } = asker;
      const key = question ? `question ${question.questionId}` : `name ${displayName}`;
      return { ...asker, alsoAs: [], key, onlyAsked: true };
    });
  return [...recorded, ...asked];
}
