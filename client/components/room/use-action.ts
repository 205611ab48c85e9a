import { useRef } from 'react';
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

/** Returns what runs the deed of a press: one at a time, failures said in words. Resolves to whether it worked. */
export function useAction(): (action: () => Promise<unknown>) => Promise<boolean> {
  const { t } = useTranslation('room');
  const announce = useNotice();
  const isRunning = useRef(false);

  return async (action: () => Promise<unknown>): Promise<boolean> => {
    if (isRunning.current) return false;
    isRunning.current = true;
    try {
      await action();
      return true;
    } catch (error) {
      const problem = toSessionProblem(error);
      const known = worded.find((one): one is Worded => one === problem);
      announce(t(`problem.${known ?? 'other'}`), 'problem');
      return false;
    } finally {
      isRunning.current = false;
    }
  };
}
