import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isHeard } from '../../../server/protocol/silenced-words.ts';
import {
  transcriptLimits,
  type StudioTranscript,
} from '../../../server/protocol/transcripts.ts';
import type { EpisodePlayer } from '../../player/episode-player.ts';
import type { SessionPlayhead } from '../../player/session-playhead.ts';
import {
  addCue,
  changeCue,
  cueAt,
  mergeCue,
  removeCue,
  splitCue,
} from '../../state/cue-list.ts';
import { newUuid } from '../../session/new-uuid.ts';
import { Button } from '../button.tsx';
import { useNotice } from '../notices.tsx';
import { usePlayheadValue } from '../review/use-playhead.ts';
import { CueEditor, type CueActions } from './cue-editor.tsx';
import { heardOf } from './heard-of.ts';
import { CueRow } from './cue-row.tsx';
import type { TranscriptEditing } from './use-transcript.ts';

type CueListViewProps = {
  editing: TranscriptEditing;
  studio: StudioTranscript;
  player: EpisodePlayer;
  playhead: SessionPlayhead;
};

/** All cues to be read, and one of them open to be changed. */
export function CueListView({ editing, studio, player, playhead }: CueListViewProps) {
  const { t } = useTranslation('transcript');
  const notify = useNotice();
  const { cues, change } = editing;
  const { people, durationMs } = studio;
  const heard = heardOf(studio);
  const [openId, setOpenId] = useState<string>();
  const list = useRef<HTMLOListElement>(null);
  const currentId = usePlayheadValue(playhead, (atMs) => cueAt(cues, atMs)?.cueId);
  const open = useCallback((cueId: string) => setOpenId(cueId), []);
  const openIndex = cues.findIndex(({ cueId }) => cueId === openId);

  /** Closed, its row has the focus again. */
  const [closedId, setClosedId] = useState<string>();
  useEffect(() => {
    if (closedId === undefined) return;
    list.current?.querySelector<HTMLElement>(`[data-cue="${closedId}"]`)?.focus();
  }, [closedId]);
  const close = (): void => {
    setClosedId(openId);
    setOpenId(undefined);
  };
  const openNew = (update: Parameters<typeof change>[0], newId: string): void => {
    if (change(update)) setOpenId(newId);
    else notify(t('cannot'), 'problem');
  };

  const actions: CueActions = {
    change: (cueId, patch, part) =>
      void change((all) => changeCue(all, cueId, patch, durationMs), part),
    touch: editing.touch,
    play: ({ fromMs }) => {
      playhead.seek(fromMs);
      player.play();
    },
    step: (by) => {
      const next = cues[openIndex + by];
      if (next) setOpenId(next.cueId);
      else close();
    },
    close,
    split: (cue, at) => {
      const newId = newUuid();
      const splitAt = { at, atMs: playhead.atMs, newId, isHeard: isHeard(cue, heard) };
      openNew((all) => splitCue(all, cue.cueId, splitAt), newId);
    },
    merge: ({ cueId }) => openNew((all) => mergeCue(all, cueId), cueId),
    remove: ({ cueId }) => {
      const next = cues[openIndex + 1] ?? cues[openIndex - 1];
      change((all) => removeCue(all, cueId));
      setOpenId(next?.cueId);
      notify(t('removed'));
    },
    hereMs: () => playhead.atMs,
  };
  const add = (): void => {
    const newId = newUuid();
    const { atMs } = playhead;
    openNew((all) => addCue(all, { atMs, newId, durationMs }), newId);
  };
  const showCurrent = (): void => {
    const row = list.current?.querySelector<HTMLElement>(`[data-cue="${currentId}"]`);
    row?.scrollIntoView({ block: 'center' });
    row?.focus({ preventScroll: true });
  };
  const names = [...new Set([...people, ...cues.flatMap(({ speaker }) => speaker ?? [])])].sort(
    (a, b) => a.localeCompare(b),
  );

  return (
    <>
      <div className="row">
        <Button isDisabled={cues.length >= transcriptLimits.cues} onPress={add}>
          {t('add')}
        </Button>
        {cues.length > 0 ? <Button onPress={showCurrent}>{t('showCurrent')}</Button> : null}
        <Button isDisabled={!editing.undo} onPress={() => editing.undo?.()}>
          {t('undo')}
        </Button>
        <Button isDisabled={!editing.redo} onPress={() => editing.redo?.()}>
          {t('redo')}
        </Button>
      </div>
      <ol className="cues" ref={list}>
        {cues.map((cue, index) => (
          <li key={cue.cueId} className="cues__one">
            {cue.cueId === openId ? (
              <CueEditor {...{ cue, names, actions }} isLast={index === cues.length - 1} />
            ) : (
              <CueRow
                cue={cue}
                isNew={index === 0 || cues[index - 1]?.speaker !== cue.speaker}
                isCurrent={cue.cueId === currentId}
                onOpen={open}
              />
            )}
          </li>
        ))}
      </ol>
    </>
  );
}
