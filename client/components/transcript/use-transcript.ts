import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StudioTranscript, Transcript } from '../../../server/protocol/transcripts.ts';
import { errorCodeOf } from '../../api/api-error.ts';
import { api } from '../../api/api.ts';
import type { SaveState } from '../../forms/autosave.ts';
import { useAutosave } from '../../forms/use-autosave.ts';
import { applyChange, nextChange, rebase, type CueList } from '../../state/cue-list.ts';
import { useNotice } from '../notices.tsx';

export type TranscriptEditing = {
  cues: CueList;
  /** What the hub has stored. */
  version: number;
  saving: { state: SaveState; error: unknown };
  /**
   * @param update of the cues as they are by then; undefined where it cannot be, and then false is returned.
   * @param part of a cue: changed again before anything else, it is one step back.
   */
  change: (update: (cues: CueList) => CueList | undefined, part?: string) => boolean;
  /** Something is being written that is not among the cues yet: it counts as unsaved, and whoever closes the window is asked. */
  touch: () => void;
  /** Undefined when there is nothing to take back, or to do again. */
  undo: (() => void) | undefined;
  redo: (() => void) | undefined;
  /** Another transcript altogether, such as an uploaded one. */
  begin: (transcript: Transcript) => void;
};

type History = {
  past: readonly CueList[];
  now: CueList;
  future: readonly CueList[];
  part: string | undefined;
};

/** As far back as anyone remembers. */
const longest = 200;

const startHistory = (now: CueList): History => ({
  ...{ past: [], now, future: [], part: undefined },
});

/**
 * A transcript that is changed, kept by itself: only what is other than before goes up. What somebody else changed in
 * the meantime stays, beside what we changed elsewhere.
 */
export function useTranscript(
  code: string,
  { transcript: loaded }: StudioTranscript,
): TranscriptEditing {
  const { t } = useTranslation('transcript');
  const notify = useNotice();
  const [history, setHistory] = useState(() => startHistory(loaded.cues));
  const [version, setVersion] = useState(loaded.version);
  /** What the hub has, as far as we know; and what we have, while it is not drawn yet. */
  const stored = useRef<{ cues: CueList; version: number }>({
    cues: loaded.cues,
    version: loaded.version,
  });
  const latest = useRef(history);

  const show = (next: History): void => {
    latest.current = next;
    setHistory(next);
  };
  const keep = (cues: CueList, next: number): void => {
    stored.current = { cues, version: next };
    setVersion(next);
  };
  const takeTheirs = (theirs: Transcript): void => {
    const { now } = latest.current;
    if (stored.current.version === 0 && now.length === 0) {
      // A draft of the machine's, or somebody began just now: nothing of ours is in the way.
      keep(theirs.cues, theirs.version);
      show(startHistory(theirs.cues));
      return;
    }
    const { cues, lost } = rebase(stored.current.cues, now, theirs.cues);
    keep(theirs.cues, theirs.version);
    show(startHistory(cues));
    notify(lost > 0 ? t('lost', { count: lost }) : t('joined'), lost > 0 ? 'problem' : 'ok');
  };
  const save = useAutosave(async () => {
    for (;;) {
      const { cues, version: seen } = stored.current;
      const change = nextChange(cues, latest.current.now);
      if (!change) return;
      try {
        const { version: next } = await api.changeTranscript(code, {
          version: seen,
          ...change,
        });
        keep(applyChange(cues, change), next);
      } catch (error) {
        if (errorCodeOf(error) !== 'conflict') throw error;
        takeTheirs((await api.studioTranscript(code)).transcript);
      }
    }
  });

  const takeLoaded = useRef(takeTheirs);
  useEffect(() => {
    takeLoaded.current = takeTheirs;
  });
  useEffect(() => {
    const isNews = loaded.version > stored.current.version;
    if (isNews && save.state === 'saved') takeLoaded.current(loaded);
  }, [loaded, save.state]);

  const move = (next: History): void => {
    show(next);
    save.change(undefined);
  };
  const { past, future } = history;
  return {
    cues: history.now,
    version,
    saving: { state: save.state, error: save.error },
    change: (update, part) => {
      const before = latest.current;
      const next = update(before.now);
      if (!next) return false;
      if (next === before.now) return true;
      const goesOn = part !== undefined && part === before.part;
      const kept = goesOn ? before.past : [...before.past, before.now].slice(-longest);
      move({ past: kept, now: next, future: [], part });
      return true;
    },
    touch: () => save.change(undefined),
    undo:
      past.length > 0
        ? () => {
            const { past: all, now, future: later } = latest.current;
            const last = all.at(-1);
            if (!last) return;
            const next = { past: all.slice(0, -1), now: last, future: [now, ...later] };
            move({ ...next, part: undefined });
          }
        : undefined,
    redo:
      future.length > 0
        ? () => {
            const { past: all, now, future: later } = latest.current;
            const [first, ...rest] = later;
            if (!first) return;
            move({ past: [...all, now], now: first, future: rest, part: undefined });
          }
        : undefined,
    begin: (transcript) => {
      keep(transcript.cues, transcript.version);
      show(startHistory(transcript.cues));
    },
  };
}
