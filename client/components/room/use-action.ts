import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { toSessionProblem, type SessionProblem } from '../../session/session-error.ts';
import { useNotice } from '../notices.tsx';

const worded = [
  'stage-full',
  'no-answer',
  'offline',
  'forbidden',
  'conflict',
  'too-many',
] as const satisfies readonly SessionProblem[];

type Worded = (typeof worded)[number];

/**
 * Returns what runs the deed of a press, and says failures in words. Resolves to whether it worked.
 * A press during the deed before it is taken as impatience and ignored, unless `repeats`: switches count every press.
 */
export function useAction({ repeats = false } = {}): (
  action: () => Promise<unknown>,
) => Promise<boolean> {
  const sayProblem = useSayProblem();
  const isRunning = useRef(false);

  return async (action: () => Promise<unknown>): Promise<boolean> => {
    if (isRunning.current && !repeats) return false;
    isRunning.current = true;
    try {
      await action();
      return true;
    } catch (error) {
      sayProblem(error);
      return false;
    } finally {
      isRunning.current = false;
    }
  };
}

/** Returns what says a failure in words, at the edge of the screen. */
export function useSayProblem(): (error: unknown) => void {
  const { t } = useTranslation('room');
  const announce = useNotice();
  return useCallback(
    (error: unknown) => {
      const problem = toSessionProblem(error);
      const known = worded.find((one): one is Worded => one === problem);
      announce(t(`problem.${known ?? 'other'}`), 'problem');
    },
    [t, announce],
  );
}
