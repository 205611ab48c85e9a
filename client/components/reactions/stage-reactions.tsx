import './reactions.css';
import { useCallback, useSyncExternalStore, type CSSProperties } from 'react';
import { ReactionKind } from '../../../server/protocol/reactions.ts';
import type { ReactionsStore } from '../../session/reactions-store.ts';
import { ReactionIcon } from './reaction-icon.tsx';

/** Reactions over the stage: how many, and a few that rise. For the eye alone: read out, they would never end. */
export function StageReactions({ reactions }: { reactions: ReactionsStore }) {
  const subscribe = useCallback(
    (listener: () => void) => reactions.subscribe(listener),
    [reactions],
  );
  const { counts, rising } = useSyncExternalStore(subscribe, () => reactions.snapshot);
  return (
    <div className="stage-reactions" aria-hidden="true">
      {rising.map(({ riseId, kind }) => (
        <span
          key={riseId}
          className="stage-reactions__rising"
          style={{ '--lane': riseId % 5 } as CSSProperties}
        >
          <ReactionIcon kind={kind} />
        </span>
      ))}
      {ReactionKind.options.map((kind) =>
        counts[kind] ? (
          <span key={kind} className="stage-reactions__count numbers">
            <ReactionIcon kind={kind} /> {counts[kind]}
          </span>
        ) : null,
      )}
    </div>
  );
}
