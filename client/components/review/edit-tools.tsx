import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { editLimits, type Edit, type ReviewFacts } from '../../../server/protocol/edits.ts';
import type { SessionPlayhead } from '../../player/session-playhead.ts';
import { newUuid } from '../../session/new-uuid.ts';
import { leastLeftMs, leftMs, putEdit, trimEnd, trimStart } from '../../state/edit-list.ts';
import { Button } from '../button.tsx';
import { useNotice } from '../notices.tsx';
import { Section } from '../section.tsx';
import { StretchForm } from './stretch-form.tsx';
import type { EditingDesk } from './use-edits.ts';
import { usePlayheadValue } from './use-playhead.ts';
import type { ReviewWords } from './use-review-words.ts';

type EditToolsProps = {
  facts: ReviewFacts;
  desk: EditingDesk;
  playhead: SessionPlayhead;
  words: ReviewWords;
};

/** What can be taken out, from where one is. */
export function EditTools({ facts, desk, playhead, words }: EditToolsProps) {
  const { t } = useTranslation('review');
  const notify = useNotice();
  const [open, setOpen] = useState<Edit['kind']>();
  const tools = useRef<HTMLDivElement>(null);
  const position = usePlayheadValue(playhead, words.at);
  const { durationMs, people, screens } = facts;

  const keep = (edits: Edit[], made: Edit | undefined): boolean => {
    if (leftMs(edits, durationMs) < leastLeftMs) {
      notify(t('tools.nothingLeft'), 'problem');
      return false;
    }
    if (edits.length > editLimits.edits) {
      notify(t('tools.full', { max: editLimits.edits }), 'problem');
      return false;
    }
    desk.change({ edits });
    if (made) notify(words.told(made));
    return true;
  };
  const trim = (side: 'start' | 'end'): void => {
    const at = { atMs: playhead.atMs, editId: newUuid() };
    const edits =
      side === 'start'
        ? trimStart(desk.now.edits, at.atMs, at.editId)
        : trimEnd(desk.now.edits, { ...at, durationMs });
    keep(
      edits,
      edits.find(({ editId }) => editId === at.editId),
    );
  };
  const close = (): void => {
    setOpen(undefined);
    tools.current?.focus();
  };
  return (
    <Section title={t('tools.title')} card>
      <div className="review-tools" ref={tools} tabIndex={-1}>
        <p>{t('tools.text')}</p>
        <p className="numbers">
          <strong>{t('tools.here', { position })}</strong>
        </p>
        <div className="review-tools__buttons">
          <Button onPress={() => trim('start')}>{t('tools.trimStart')}</Button>
          <Button onPress={() => trim('end')}>{t('tools.trimEnd')}</Button>
          <Button onPress={() => setOpen('cut')}>{t('tools.cut')}</Button>
          {people.length + screens.length > 0 ? (
            <Button onPress={() => setOpen('mute')}>
              {t(screens.length > 0 ? 'tools.muteOrScreen' : 'tools.mute')}
            </Button>
          ) : null}
        </div>
      </div>
      {open ? (
        <StretchForm
          key={open}
          kind={open}
          {...{ facts, playhead, words }}
          onSave={(edit) => {
            if (keep(putEdit(desk.now.edits, edit), edit)) close();
          }}
          onClose={close}
        />
      ) : null}
    </Section>
  );
}
