import { createContext, useContext, type ReactNode } from 'react';
import type { Me } from '../../server/protocol/rest.ts';
import { api } from './api.ts';
import { useLoad } from './use-load.ts';

type MeState = {
  /** Undefined until the first answer. */
  me: Me | undefined;
  error: unknown;
  reload: () => Promise<void>;
};

const MeContext = createContext<MeState | undefined>(undefined);

/** Asks once who is looking and at whose library, for every page. */
export function MeProvider({ children }: { children: ReactNode }) {
  const { data: me, error, reload } = useLoad('me', api.me);
  return <MeContext value={{ me, error, reload }}>{children}</MeContext>;
}

export function useMe(): MeState {
  const state = useContext(MeContext);
  if (!state) throw new Error('useMe needs a MeProvider above it');
  return state;
}
