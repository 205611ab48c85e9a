import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Edit, ReviewFacts } from '../../../server/protocol/edits.ts';
import type { SessionPlayhead } from '../../player/session-playhead.ts';
import { newUuid } from '../../session/new-uuid.ts';
import { shapeOf } from '../../state/edit-list.ts';
import { parseExact } from '../../state/exact-position.ts';
import { Button } from '../button.tsx';
import { firstMuted, MutedField, type Muted } from './muted-field.tsx';
import { TimeField } from './time-field.tsx';
import type { ReviewWords } from './use-review-words.ts';

type StretchFormProps = {
  kind: Edit['kind'];
  /** The one that is changed; undefined for a new one. */
  edit?: Edit;
  facts: ReviewFacts;
  playhead: SessionPlayhead;
  words: ReviewWords;
  onSave: (edit: Edit) => void;
  onClose: () => void;
};

/** From where to where something is cut, or somebody silenced. A new stretch begins where one is. */
export function StretchForm({ kind, edit, facts, playhead, words, ...on }: StretchFormProps) {
  const { t } = useTranslation(['review', 'common']);
  const { screens, durationMs } = facts;
  const shape = edit ? shapeOf(edit, durationMs) : undefined;
  const [from, setFrom] = useState(() => words.at(edit?.fromMs ?? playhead.atMs));
  const [to, setTo] = useState(() => (edit ? words.at(edit.toMs) : ''));
  const [muted, setMuted] = useState((): Muted => {
    if (edit?.kind !== 'mute') return firstMuted(facts);
    return edit.source ? { peerId: edit.peerId, source: edit.source } : { peerId: edit.peerId };
  });
  const [tried, setTried] = useState(false);
  // What trims is as exact as the recording, whatever the field can show.
  const fromMs = shape === 'start' ? 0 : readAgain(from, edit?.fromMs, words);
  const toMs = shape === 'end' ? edit?.toMs : readAgain(to, edit?.toMs, words);
  const example = words.at(62_500);
  const isBehind = (ms: number): boolean => ms > Math.ceil(durationMs / 100) * 100;
  const problemOf = (ms: number | undefined): string | undefined => {
    if (ms === undefined) return t('review:form.badTime', { example });
    return isBehind(ms) ? t('review:form.behind', { end: words.at(durationMs) }) : undefined;
  };
  const fromProblem = problemOf(fromMs);
  const isBackwards = fromMs !== undefined && toMs !== undefined && toMs <= fromMs;
  const toProblem = problemOf(toMs) ?? (isBackwards ? t('review:form.badOrder') : undefined);

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    if (fromProblem ?? toProblem ?? (fromMs === undefined || toMs === undefined)) return;
    const stretch = { editId: edit?.editId ?? newUuid(), fromMs, toMs };
    on.onSave(kind === 'cut' ? { kind, ...stretch } : { kind, ...muted, ...stretch });
  };
  const action = edit ? 'save' : kind === 'cut' ? 'doCut' : 'doMute';
  const newMute = screens.length > 0 ? 'muteOrScreen' : 'mute';
  const newTitle = kind === 'cut' ? 'cut' : newMute;
  const title = edit ? (kind === 'cut' ? 'changeCut' : 'changeMute') : newTitle;
  return (
    <form className="stretch-form" onSubmit={submit} aria-label={t(`review:form.${title}`)}>
      <h3 tabIndex={-1} ref={focusOnce}>
        {t(`review:form.${title}`)}
      </h3>
      {kind === 'mute' ? (
        <MutedField {...{ facts, words }} value={muted} onChange={setMuted} />
      ) : null}
      <div className="form__row">
        {shape === 'start' ? null : (
          <TimeField
            label={t('review:form.from')}
            value={from}
            onChange={setFrom}
            problem={tried ? fromProblem : undefined}
            words={words}
            takeLabel={t('review:form.takeFrom')}
            onTake={() => setFrom(words.at(playhead.atMs))}
          />
        )}
        {shape === 'end' ? null : (
          <TimeField
            label={t('review:form.to')}
            value={to}
            onChange={setTo}
            problem={tried ? toProblem : undefined}
            words={words}
            takeLabel={t('review:form.takeTo')}
            onTake={() => setTo(words.at(playhead.atMs))}
          />
        )}
      </div>
      <div className="row">
        <Button type="submit">{t(`review:form.${action}`)}</Button>
        <Button look="quiet" onPress={on.onClose}>
          {t('common:cancel')}
        </Button>
      </div>
    </form>
  );
}

/** The field shows tenths: what was not touched keeps its milliseconds. */
function readAgain(
  text: string,
  before: number | undefined,
  words: ReviewWords,
): number | undefined {
  return before !== undefined && text === words.at(before) ? before : parseExact(text);
}

/** What opens is read out, and what follows it is next for the keyboard. */
const focusOnce = (heading: HTMLElement | null): void => heading?.focus();
