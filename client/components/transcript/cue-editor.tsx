import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { transcriptLimits, type Cue } from '../../../server/protocol/transcripts.ts';
import { currentLanguage } from '../../i18n/i18n.ts';
import type { CuePatch } from '../../state/cue-list.ts';
import { formatExact } from '../../state/exact-position.ts';
import { Button } from '../button.tsx';
import { Nudge } from '../review/transport.tsx';
import { SelectField } from '../select-field.tsx';
import { TextField } from '../text-field.tsx';

/** What one can do with the cue that is open. */
export type CueActions = {
  change: (cueId: string, patch: CuePatch, part?: string) => void;
  /** Something is being written that no change has told yet. */
  touch: () => void;
  play: (cue: Cue) => void;
  /** To the one after or before it. */
  step: (by: 1 | -1) => void;
  close: () => void;
  split: (cue: Cue, at: number) => void;
  merge: (cue: Cue) => void;
  remove: (cue: Cue) => void;
  /** Ms of the session. */
  hereMs: () => number;
};

type CueEditorProps = {
  cue: Cue;
  /** Who may be chosen. */
  names: readonly string[];
  isLast: boolean;
  actions: CueActions;
};

/** After a pause in typing the text is part of the list, and so is saved. */
const pauseMs = 500;
const nudges = [-500, -100, 100, 500];

/** One cue, open: its words, whose they are, and when. */
export function CueEditor({ cue, names, isLast, actions }: CueEditorProps) {
  const { t } = useTranslation('transcript');
  const { cueId, speaker } = cue;
  const container = useRef<HTMLDivElement>(null);
  const input = (): HTMLTextAreaElement | null | undefined =>
    container.current?.querySelector('textarea');
  const text = useWrittenText(cue, actions);
  useEffect(() => {
    const field = container.current?.querySelector('textarea');
    field?.focus({ preventScroll: true });
    container.current?.scrollIntoView({ block: 'nearest' });
  }, [cueId]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      text.finish();
      actions.close();
      return;
    }
    if (event.key !== 'Enter' || event.target !== input()) return;
    event.preventDefault();
    text.finish();
    if (event.ctrlKey || event.metaKey) actions.play(cue);
    else actions.step(event.shiftKey ? -1 : 1);
  };
  return (
    <div className="cue-editor" ref={container} onKeyDownCapture={onKeyDown}>
      <TextField
        label={t('text')}
        help={t('keys')}
        rows={3}
        value={text.value}
        onChange={text.write}
        onBlur={text.finish}
        maxLength={transcriptLimits.text}
      />
      <SelectField
        label={t('speaker')}
        value={speaker ?? ''}
        onChange={(name) => actions.change(cueId, { speaker: name === '' ? undefined : name })}
        choices={[
          { value: '', label: t('nobody') },
          ...names.map((name) => ({ value: name, label: name })),
        ]}
      />
      <div className="cue-editor__times">
        <CueTime cue={cue} edge="fromMs" actions={actions} />
        <CueTime cue={cue} edge="toMs" actions={actions} />
      </div>
      <div className="row">
        <Button onPress={() => actions.play(cue)}>
          <span aria-hidden="true">▶</span> {t('play')}
        </Button>
        <Button onPress={() => actions.split(cue, input()?.selectionStart ?? 0)}>
          {t('split')}
        </Button>
        {isLast ? null : <Button onPress={() => actions.merge(cue)}>{t('merge')}</Button>}
        <Button look="danger" onPress={() => actions.remove(cue)}>
          {t('remove')}
        </Button>
        <Button look="quiet" onPress={actions.close}>
          {t('close')}
        </Button>
      </div>
    </div>
  );
}

/** What is being written stays here until there is a pause: thousands of cues need not be drawn for each letter. */
function useWrittenText(
  { cueId, text }: Cue,
  { change, touch }: CueActions,
): { value: string; write: (next: string) => void; finish: () => void } {
  const [written, setWritten] = useState<string>();
  /** The same, while it is not drawn yet. */
  const latest = useRef<string>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const commit = (next: string): void => {
    clearTimeout(timer.current);
    if (next !== text) change(cueId, { text: next }, `text ${cueId}`);
  };
  const finish = (): void => {
    if (latest.current === undefined) return;
    const next = latest.current.trim();
    latest.current = undefined;
    commit(next);
  };
  const finishNow = useRef(finish);
  useLayoutEffect(() => {
    finishNow.current = finish;
  });
  // A layout effect ends before others do: what was written is in the list when the page saves on its way out.
  useLayoutEffect(() => () => finishNow.current(), []);
  return {
    value: written ?? text,
    write: (next) => {
      // A cue is one paragraph, also where one was pasted.
      const line = next.replace(/\s*\n\s*/g, ' ');
      latest.current = line;
      setWritten(line);
      touch();
      clearTimeout(timer.current);
      timer.current = setTimeout(() => commit(line), pauseMs);
    },
    finish: () => {
      finish();
      setWritten(undefined);
    },
  };
}

type CueTimeProps = { cue: Cue; edge: 'fromMs' | 'toMs'; actions: CueActions };

/** When it begins, or ends: moved a little, or to where one is. */
function CueTime({ cue, edge, actions }: CueTimeProps) {
  const { t, i18n } = useTranslation('transcript');
  const ms = cue[edge];
  const label = t(edge === 'fromMs' ? 'begins' : 'ends');
  const seconds = new Intl.NumberFormat(i18n.language);
  const move = (to: number): void =>
    actions.change(
      cue.cueId,
      edge === 'fromMs' ? { fromMs: to } : { toMs: to },
      `${edge} ${cue.cueId}`,
    );
  return (
    <div className="field" role="group" aria-label={label}>
      <p>
        {label}: <strong className="numbers">{formatExact(ms, currentLanguage())}</strong>
      </p>
      <div className="nudges">
        {nudges.map((step) => (
          <Button
            key={step}
            aria-label={t(step < 0 ? 'earlier' : 'later', {
              label,
              seconds: seconds.format(Math.abs(step) / 1000),
            })}
            onPress={() => move(ms + step)}
          >
            <Nudge ms={step} />
          </Button>
        ))}
      </div>
      <Button
        aria-label={t('hereOf', { label })}
        onPress={() => move(Math.round(actions.hereMs()))}
      >
        {t('here')}
      </Button>
    </div>
  );
}
