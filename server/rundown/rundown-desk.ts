import { AppError } from '../platform/app-error.ts';
import type { Rundown, RundownChange } from '../protocol/rundown.ts';
import type { SessionState } from '../protocol/words.ts';
import { changeItems, emptyRundown, toRundown, type RundownRepository } from './rundown.ts';

type Session = { sessionId: string; state: SessionState };

/** What hosts do with a session's rundown outside its room. */
export type RundownDesk = {
  read(session: Session): Promise<Rundown>;
  change(session: Session, change: RundownChange): Promise<Rundown>;
};

type Deps = {
  rundowns: RundownRepository;
  /** Tells an open room. */
  onChanged?: ((sessionId: string) => void) | undefined;
};

export function createRundownDesk({ rundowns, onChanged }: Deps): RundownDesk {
  return {
    async read({ sessionId }) {
      return toRundown((await rundowns.find(sessionId)) ?? emptyRundown(sessionId));
    },
    async change({ sessionId, state }, change) {
      if (state === 'ended') throw new AppError('gone', 'The session has ended.');
      const changed = await changeItems(rundowns, sessionId, change);
      onChanged?.(sessionId);
      return toRundown(changed);
    },
  };
}
