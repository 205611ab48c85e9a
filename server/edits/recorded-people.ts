import { findNames } from '../platform/find-names.ts';

type NamedTake = { peerId: string; displayName: string };
type KnownTake = NamedTake & { withdrawn: { at: Date; by: string } | undefined };

/** Somebody who was recorded, as hosts can take them out. */
export type RecordedPerson = {
  /** Last used. */
  displayName: string;
  /** Names that go with it: see namesTakenOut. */
  alsoAs: string[];
  /** When all of theirs was taken out of the recording, and by which host. */
  withdrawn: { at: Date; by: string } | undefined;
};

/**
 * The names to take out with one of them: every name of every peer who had it, since people correct a name on the way.
 * Each stands for all that was recorded under it, by whomever. What others of those names were called besides stays: it
 * may be somebody else's.
 */
export function namesTakenOut(takes: readonly NamedTake[], displayName: string): string[] {
  const peerIds = peersCalled(takes, displayName);
  const names = takes
    .filter(({ peerId }) => peerIds.has(peerId))
    .map((take) => take.displayName);
  return [...new Set([displayName, ...names])].filter(Boolean);
}

/** What was recorded of those people, and under those names. */
export function takesTakenOut<T extends NamedTake>(
  takes: readonly T[],
  displayName: string,
): T[] {
  const peerIds = peersCalled(takes, displayName);
  const gone = findNames(namesTakenOut(takes, displayName));
  return takes.filter((take) => peerIds.has(take.peerId) || gone.has(take.displayName));
}

/** Who ever had this name; who is nameless by now, where it is none: others may only have begun so. */
function peersCalled(takes: readonly NamedTake[], displayName: string): Set<string> {
  const called = findNames([displayName]);
  const lastNames = new Map(takes.map((take) => [take.peerId, take.displayName]));
  const isTheirs = ({ peerId, ...take }: NamedTake): boolean =>
    displayName === '' ? lastNames.get(peerId) === '' : called.has(take.displayName);
  return new Set(takes.filter(isTheirs).map(({ peerId }) => peerId));
}

/** Each peer by the name they last had, and each name once. */
export function listRecordedPeople(
  /** In order of time. */
  takes: readonly KnownTake[],
): RecordedPerson[] {
  const lastNames = new Map(takes.map(({ peerId, displayName }) => [peerId, displayName]));
  return [...new Set(lastNames.values())].map((displayName) => {
    const theirs = takes.filter(({ peerId }) => lastNames.get(peerId) === displayName);
    const isOut = theirs.every(({ withdrawn }) => withdrawn);
    return {
      displayName,
      alsoAs: namesTakenOut(takes, displayName).filter((name) => name !== displayName),
      withdrawn: isOut ? theirs.at(-1)?.withdrawn : undefined,
    };
  });
}
