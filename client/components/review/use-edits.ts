import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Edits, Review } from '../../../server/protocol/edits.ts';
import { errorCodeOf } from '../../api/api-error.ts';
import { api } from '../../api/api.ts';
import type { SaveState } from '../../forms/autosave.ts';
import { useAutosave } from '../../forms/use-autosave.ts';
import {
  change,
  isSame,
  redo,
  startHistory,
  undo,
  type Changes,
  type EditHistory,
} from '../../state/edit-history.ts';
import { useNotice } from '../notices.tsx';

export type EditingDesk = {
  now: Changes;
  /** What the hub has stored. */
  version: number;
  saving: { state: SaveState; error: unknown };
  change: (changed: Partial<Changes>) => void;
  /** Undefined when there is nothing to take back, or to do again. */
  undo: (() => void) | undefined;
  redo: (() => void) | undefined;
};

/**
 * What a host changes, kept by itself. Where somebody else was faster theirs is shown, and one's own is one step back.
 * @param begin the page anew: somebody was taken out of the recording, and what it knows from before may be theirs.
 */
export function useEdits(
  code: string,
  { edits: loaded }: Review,
  begin: () => Promise<void>,
): EditingDesk {
  const { t } = useTranslation('review');
  const notify = useNotice();
  const [history, setHistory] = useState(() => startHistory(loaded));
  const [version, setVersion] = useState(loaded.version);
  const latest = useRef({ history, version });

  const show = (next: EditHistory): void => {
    latest.current.history = next;
    setHistory(next);
  };
  const keepVersion = (next: number): void => {
    latest.current.version = next;
    setVersion(next);
  };
  const takeTheirs = (theirs: Edits): void => {
    keepVersion(theirs.version);
    const { history: ours } = latest.current;
    // An answer to our own that got lost on the way.
    if (isSame(ours.now, theirs)) return;
    show(change(ours, theirs));
    notify(t('conflict'), 'problem');
  };
  const save = useAutosave(async (changes: Changes) => {
    // Theirs has taken its place meanwhile.
    if (changes !== latest.current.history.now) return;
    try {
      const body = { version: latest.current.version, edits: [...changes.edits] };
      const stored = await api.changeEdits(code, { ...body, chapters: changes.chapters });
      keepVersion(stored.version);
    } catch (error) {
      if (errorCodeOf(error) !== 'conflict') throw error;
      const theirs = await findTheirs(code);
      if (theirs?.forgottenVersion === loaded.forgottenVersion) {
        takeTheirs(theirs);
        return;
      }
      notify(t('forgotten'), 'problem');
      await begin();
    }
  });

  const takeLoaded = useRef(takeTheirs);
  useEffect(() => {
    takeLoaded.current = takeTheirs;
  });
  useEffect(() => {
    const isNews = loaded.version > latest.current.version;
    if (isNews && save.state === 'saved') takeLoaded.current(loaded);
  }, [loaded, save.state]);

  const move = (next: EditHistory): void => {
    if (next === latest.current.history) return;
    show(next);
    save.change(next.now);
  };
  return {
    now: history.now,
    version,
    saving: { state: save.state, error: save.error },
    change: (changed) => {
      const { history: before } = latest.current;
      move(change(before, { ...before.now, ...changed }));
    },
    undo: history.past.length > 0 ? () => move(undo(latest.current.history)) : undefined,
    redo: history.future.length > 0 ? () => move(redo(latest.current.history)) : undefined,
  };
}

/** Undefined while the recording is being looked at anew, as it is without those who were taken out. */
async function findTheirs(code: string): Promise<Edits | undefined> {
  try {
    return (await api.review(code)).edits;
  } catch (error) {
    if (errorCodeOf(error) !== 'conflict') throw error;
    return undefined;
  }
}
