import { useState } from 'react';
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

/** Runs what a press asks for: one at a time, and a failure is said in words. */
export function useAction(): {
  isRunning: boolean;
  /** Resolves to whether it worked. */
  run: (action: () => Promise<unknown>) => Promise<boolean>;
} {
  const { t } = useTranslation('room');
  const announce = useNotice();
  const [isRunning, setIsRunning] = useState(false);

  const run = async (action: () => Promise<unknown>): Promise<boolean> => {
    if (isRunning) return false;
    setIsRunning(true);
    try {
      await action();
      return true;
    } catch (error) {
      const problem = toSessionProblem(error);
      const known = worded.find((one): one is Worded => one === problem);
      announce(t(`problem.${known ?? 'other'}`), 'problem');
      return false;
    } finally {
      setIsRunning(false);
    }
  };
  return { isRunning, run };
}
