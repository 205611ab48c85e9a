import { useEffect, useState, useSyncExternalStore } from 'react';
import type { QuestionsSnapshot, QuestionsStore } from '../../session/questions-store.ts';

export function useQuestions(store: QuestionsStore): QuestionsSnapshot {
  return useSyncExternalStore(
    (listener) => store.subscribe(listener),
    () => store.snapshot,
  );
}

/** Whatever is on the page of the questions has been seen, now and as long as they are shown. */
export function useLooking(store: QuestionsStore): void {
  const { unseen } = useQuestions(store);
  useEffect(() => {
    if (unseen > 0) store.look();
  }, [store, unseen]);
}

/** Holds a claim on a question for as long as somebody works on it here. */
export function useClaim(store: QuestionsStore, questionId: string | undefined): void {
  useEffect(() => {
    if (questionId === undefined) return;
    return store.claim(questionId);
  }, [store, questionId]);
}

/** True after a first press until a second one, or until the component goes. */
export function useToggle(isOnAtFirst = false): [isOn: boolean, toggle: () => void] {
  const [isOn, setIsOn] = useState(isOnAtFirst);
  return [isOn, () => setIsOn(!isOn)];
}
