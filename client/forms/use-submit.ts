import { useState, type SubmitEvent } from 'react';

type Submit = {
  /** True while the answer is awaited: the button then waits, too. */
  busy: boolean;
  /** What was thrown last, until the next attempt. */
  error: unknown;
  /** Runs `send`, once at a time. */
  run: () => Promise<void>;
  onSubmit: (event: SubmitEvent) => void;
};

/** Sends a form or a command, remembering whether it is under way and what went wrong. */
export function useSubmit(send: () => Promise<void>): Submit {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();

  const run = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setError(undefined);
    try {
      await send();
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };

  return {
    busy,
    error,
    run,
    onSubmit: (event) => {
      event.preventDefault();
      const form = event.currentTarget;
      void run().then(() => focusFirstProblem(form));
    },
  };
}

/** Leads to the first field that needs another look: on a phone it may be off the screen. */
function focusFirstProblem(form: Element): void {
  // After React has marked the fields.
  requestAnimationFrame(() => {
    form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  });
}
