import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Edit, ReviewFacts } from '../../../server/protocol/edits.ts';
import { formatPosition } from '../../player/format-position.ts';
import type { SessionPlayhead } from '../../player/session-playhead.ts';
import { inOrder, leastLeftMs, leftMs, putEdit, removeEdit } from '../../state/edit-list.ts';
import { Button } from '../button.tsx';
import { useNotice } from '../notices.tsx';
import { Section } from '../section.tsx';
import { StretchForm } from './stretch-form.tsx';
import type { EditingDesk } from './use-edits.ts';
import type { ReviewWords } from './use-review-words.ts';

type EditListProps = {
  facts: ReviewFacts;
  desk: EditingDesk;
  playhead: SessionPlayhead;
  words: ReviewWords;
  /** Lets hear what an edit makes of it. */
  onListen: (edit: Edit) => void;
};

/** What was changed, in words; each can be heard, changed and taken back. */
export function EditList({ facts, desk, onListen, ...rest }: EditListProps) {
  const { t } = useTranslation('review');
  const notify = useNotice();
  const [changing, setChanging] = useState<string>();
  const list = useRef<HTMLDivElement>(null);
  const { edits } = desk.now;
  const { durationMs } = facts;

  const close = (): void => {
    setChanging(undefined);
    list.current?.focus();
  };
  const save = (edit: Edit): void => {
    const changed = putEdit(edits, edit);
    if (leftMs(changed, durationMs) < leastLeftMs) {
      notify(t('tools.nothingLeft'), 'problem');
      return;
    }
    desk.change({ edits: changed });
    notify(rest.words.told(edit));
    close();
  };
  const remove = (edit: Edit): void => {
    desk.change({ edits: removeEdit(edits, edit.editId) });
    notify(t('list.removed'));
    list.current?.focus();
  };
  const step = (act: (() => void) | undefined, told: 'undone' | 'redone') => () => {
    act?.();
    notify(t(`list.${told}`));
  };
  return (
    <Section title={t('list.title')} card>
      <div className="row">
        <Button
          isDisabled={!desk.undo}
          aria-keyshortcuts="Control+Z"
          onPress={step(desk.undo, 'undone')}
        >
          {t('list.undo')}
        </Button>
        <Button
          isDisabled={!desk.redo}
          aria-keyshortcuts="Control+Shift+Z"
          onPress={step(desk.redo, 'redone')}
        >
          {t('list.redo')}
        </Button>
      </div>
      <div className="edit-list" ref={list} tabIndex={-1}>
        {edits.length === 0 ? <p className="muted">{t('list.none')}</p> : null}
        <ul className="edit-list__all">
          {inOrder(edits).map((edit) => (
            <li key={edit.editId} className={`edit-list__one edit-list__one--${edit.kind}`}>
              <EditRow
                edit={edit}
                words={rest.words}
                onListen={() => onListen(edit)}
                onChange={() => setChanging(edit.editId)}
                onRemove={() => remove(edit)}
              />
              {changing === edit.editId ? (
                <StretchForm
                  kind={edit.kind}
                  {...{ edit, facts, ...rest }}
                  onSave={save}
                  onClose={close}
                />
              ) : null}
            </li>
          ))}
        </ul>
      </div>
      <p>
        {t('list.left', {
          left: formatPosition(leftMs(edits, durationMs)),
          whole: formatPosition(durationMs),
        })}
      </p>
      <p className="small muted">{t('list.later')}</p>
    </Section>
  );
}

type EditRowProps = {
  edit: Edit;
  words: ReviewWords;
  onListen: () => void;
  onChange: () => void;
  onRemove: () => void;
};

function EditRow({ edit, words, onListen, onChange, onRemove }: EditRowProps) {
  const { t } = useTranslation('review');
  const described = words.describe(edit);
  const listen = edit.kind === 'cut' ? t('list.listen') : t('list.listenMute');
  return (
    <>
      <p>
        <strong className="numbers">{described}</strong>{' '}
        <span className="muted">({words.seconds(edit.toMs - edit.fromMs)})</span>
      </p>
      <div className="row">
        <Button aria-label={`${listen}: ${described}`} onPress={onListen}>
          {listen}
        </Button>
        <Button aria-label={t('list.changeOf', { edit: described })} onPress={onChange}>
          {t('list.change')}
        </Button>
        <Button aria-label={t('list.removeOf', { edit: described })} onPress={onRemove}>
          {t('list.remove')}
        </Button>
      </div>
    </>
  );
}
