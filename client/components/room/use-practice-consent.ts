import { useEffect, useRef, useState } from 'react';
import type { RoomSession } from '../../session/room-session.ts';
import type { RoomView } from '../../state/room-view.ts';
import { useAction } from './use-action.ts';

/** Whoever is on stage when a practice begins to be recorded was not asked at the door, and is asked then. */
export function usePracticeConsent(
  session: RoomSession,
  room: RoomView,
): { isAsked: boolean; answer: (granted: boolean) => void; close: () => void } {
  const run = useAction();
  const [isAsked, setIsAsked] = useState(false);
  const isRecorded = room.recording.state !== 'off';
  const was = useRef(isRecorded);
  const { onStage } = room.you;
  const isPractice = room.session.practiceOf !== undefined;
  useEffect(() => {
    if (isPractice && onStage && isRecorded && !was.current) setIsAsked(true);
    was.current = isRecorded;
  }, [isPractice, onStage, isRecorded]);
  const answer = async (granted: boolean): Promise<void> => {
    if (await run(() => session.answerConsent(granted))) setIsAsked(false);
  };
  return {
    isAsked: isAsked && onStage,
    answer: (granted) => void answer(granted),
    close: () => setIsAsked(false),
  };
}
