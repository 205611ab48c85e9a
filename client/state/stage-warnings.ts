import type { SoundTrouble } from '../../server/protocol/protocol.ts';
import type { RecordingProof } from '../../server/protocol/recording-proof.ts';
import { proofState } from './recording-proof.ts';
import { peopleOnStage, type RoomView } from './room-view.ts';

/** Something those who work in the room should look at, and about whom. */
export type StageWarning =
  | { kind: RecordingProof['troubles'][number] | 'not-recording' }
  | { kind: SoundTrouble | 'not-recorded' | 'away' | 'weak'; peerId: string; name: string };

/** mediasoup's score of what somebody sends, below which others notice. */
const weakScore = 4;

/** Whether it is on air without a recording, which began to fail before anything could be kept. A practice may be. */
export const isUnrecorded = ({ session, recording }: RoomView): boolean =>
  session.state === 'live' && !session.practiceOf && recording.state === 'off';

/** Why it is not recorded; undefined where it is. Of `not-recording` a host can still have it recorded. */
export function unrecordedBecause(
  room: RoomView,
): 'not-recording' | 'recording-over' | 'recorded-elsewhere' | undefined {
  if (!isUnrecorded(room)) return undefined;
  const { troubles } = room.recording;
  if (troubles.includes('recording-over')) return 'recording-over';
  return troubles.includes('recorded-elsewhere') ? 'recorded-elsewhere' : 'not-recording';
}

/** Whether a host can still have it recorded. */
export const mayBeRecorded = (room: RoomView): boolean =>
  unrecordedBecause(room) === 'not-recording';

/** What is not as it should be, the recording first: it cannot be made good later. */
export function stageWarnings(room: RoomView): StageWarning[] {
  const { recording } = room;
  const missing = new Set(
    recording.people.filter((one) => proofState(one) === 'missing').map(({ peerId }) => peerId),
  );
  const aboutPeople = peopleOnStage(room).flatMap((peer): StageWarning[] => {
    const { peerId, displayName: name, connected, quality, soundTrouble } = peer;
    // Who is away sends nothing: one word about it is enough.
    if (!connected) return [{ kind: 'away', peerId, name }];
    return [
      ...(missing.has(peerId) ? [{ kind: 'not-recorded' as const, peerId, name }] : []),
      ...(soundTrouble ? [{ kind: soundTrouble, peerId, name }] : []),
      ...(quality !== undefined && quality < weakScore
        ? [{ kind: 'weak' as const, peerId, name }]
        : []),
    ];
  });
  return [
    ...(mayBeRecorded(room) ? [{ kind: 'not-recording' as const }] : []),
    ...recording.troubles.map((kind) => ({ kind })),
    ...aboutPeople,
  ];
}
