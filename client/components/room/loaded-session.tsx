import { useState, type ReactNode } from 'react';
import type { SessionInfo } from '../../../server/protocol/protocol.ts';
import { api } from '../../api/api.ts';
import { useLoad } from '../../api/use-load.ts';
import { LoadState } from '../load-state.tsx';
import { Shell } from '../shell.tsx';

/** How often to look whether it has gone live or its episode is out, while no socket tells us. */
const pollMs = 15_000;

type LoadedSessionProps = {
  code: string;
  /** `onTold` hears whether a socket tells of changes: asking as well would then only be work for the hub. */
  children: (loaded: SessionInfo, onTold: (isTold: boolean) => void) => ReactNode;
};

/** A page about one session, once it is known what that is. */
export function LoadedSession({ code, children }: LoadedSessionProps) {
  const [isTold, setIsTold] = useState(false);
  const loaded = useLoad(`session ${code}`, (signal) => api.session(code, signal), {
    pollMs: () => (isTold ? undefined : pollMs),
  });
  if (loaded.data) return children(loaded.data, setIsTold);
  return (
    <Shell title={code} width="reading">
      <LoadState loaded={loaded}>{() => null}</LoadState>
    </Shell>
  );
}
