import { useErrorText } from '../api/error-text.ts';
import { Callout } from './callout.tsx';

/** What went wrong with a form or command, read out when it appears; nothing while nothing did. */
export function Failure({ error }: { error: unknown }) {
  const toErrorText = useErrorText();
  if (error === undefined) return null;
  return (
    <Callout tone="problem" urgent>
      <p>{toErrorText(error)}</p>
    </Callout>
  );
}
