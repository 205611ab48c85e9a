import { useState } from 'react';
import type { SaveState } from './autosave.ts';
import type { Problems } from './problems.ts';
import { useAutosave } from './use-autosave.ts';
import { useProblemText } from './use-problems.ts';

export type SavedFormState<T> = {
  form: T;
  change: (next: T) => void;
  /** Puts what is stored in place of what is written. A save that waits is not called off: `save` sees whose form it is. */
  show: (stored: T) => void;
  problemOf: (field: string) => string | undefined;
  state: SaveState;
  /** Why the last save failed, while `state` is `failed`. */
  error: unknown;
  /** Saves at once what waits. */
  flush: () => void;
};

/** A form that is saved as one types, whenever there is nothing wrong with it. */
export function useSavedForm<T>(
  initial: T | (() => T),
  problemsIn: (form: T) => Problems,
  save: (form: T) => Promise<unknown>,
): SavedFormState<T> {
  const [form, setForm] = useState(initial);
  const saving = useAutosave(save);
  const problems = problemsIn(form);
  const isWrong = (found: Problems): boolean => Object.keys(found).length > 0;
  return {
    form,
    change: (next) => {
      setForm(next);
      if (!isWrong(problemsIn(next))) saving.change(next);
    },
    show: setForm,
    problemOf: useProblemText(problems, saving.error),
    state: isWrong(problems) ? 'unsaved' : saving.state,
    error: saving.error,
    flush: saving.flush,
  };
}
