import './marks.css';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { markLimits, type Mark } from '../../../server/protocol/marks.ts';
import { clockSince } from '../../state/session-screen.ts';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { Section } from '../section.tsx';
import { TextField } from '../text-field.tsx';
import type { MarkDeeds } from './use-marks.ts';

type MarkListProps = { marks: readonly Mark[]; deeds: MarkDeeds };

/** Every mark with its time. Each can be renamed or removed until the session ends. */
export function MarkList({ marks, deeds }: MarkListProps) {
  const { t } = useTranslation('flow');
  const [changing, setChanging] = useState<Mark>();
  const close = (): void => setChanging(undefined);
  return (
    <Section title={t('marks.title')}>
      <p className="small muted">{t('marks.text')}</p>
      {marks.length === 0 ? <p className="muted">{t('marks.none')}</p> : null}
      <ol className="marks">
        {marks.map((mark) => (
          <li className="marks__mark" key={mark.markId}>
            <span className="marks__time numbers">{clockSince(0, mark.atMs)}</span>
            <strong className="marks__title">{mark.title}</strong>
            <Button
              aria-label={t('marks.changeName', { title: mark.title })}
              onPress={() => setChanging(mark)}
            >
              {t('marks.change')}
            </Button>
          </li>
        ))}
      </ol>
      <Dialog title={t('marks.changeTitle')} isOpen={changing !== undefined} onClose={close}>
        {changing ? <MarkForm mark={changing} deeds={deeds} onDone={close} /> : null}
      </Dialog>
    </Section>
  );
}

type MarkFormProps = { mark: Mark; deeds: MarkDeeds; onDone: () => void };

function MarkForm({ mark, deeds, onDone }: MarkFormProps) {
  const { t } = useTranslation(['flow', 'common']);
  const [title, setTitle] = useState(mark.title);
  const thenClose = async (deed: Promise<boolean>): Promise<void> => {
    if (await deed) onDone();
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void thenClose(deeds.rename(mark, title.trim()));
  };
  return (
    <form className="form" onSubmit={submit}>
      <TextField
        label={t('mark.field')}
        value={title}
        onChange={setTitle}
        maxLength={markLimits.title}
      />
      <div className="dialog__actions">
        <Button look="primary" type="submit" isDisabled={!title.trim()}>
          {t('mark.save')}
        </Button>
        <Button look="danger" onPress={() => void thenClose(deeds.remove(mark))}>
          {t('mark.remove')}
        </Button>
        <Button onPress={onDone}>{t('common:cancel')}</Button>
      </div>
    </form>
  );
}
