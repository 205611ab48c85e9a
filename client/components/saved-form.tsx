import type { ReactNode } from 'react';
import type { SavedFormState } from '../forms/use-saved-form.ts';
import { SaveStatus } from './save-status.tsx';

type SavedFormProps = {
  saved: Pick<SavedFormState<unknown>, 'state' | 'error' | 'flush'>;
  children: ReactNode;
};

/** The fields of a form that is saved as one types, under the word of whether it is. */
export function SavedForm({ saved: { state, error, flush }, children }: SavedFormProps) {
  return (
    <form className="form" onBlur={flush} onSubmit={(event) => event.preventDefault()}>
      <SaveStatus state={state} error={error} />
      {children}
    </form>
  );
}
