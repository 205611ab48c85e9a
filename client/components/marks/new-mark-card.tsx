import './marks.css';
import { useEffect, useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { markLimits, type Mark } from '../../../server/protocol/marks.ts';
import type { WaitingMark } from '../../session/mark-outbox.ts';
import type { RoomSession } from '../../session/room-session.ts';
import { clockSince } from '../../state/session-screen.ts';
import { Button } from '../button.tsx';
import { Spoken } from '../spoken.tsx';
import { TextField } from '../text-field.tsx';
import { useMarkDeeds, type MarkDeeds, type NewMark } from './use-marks.ts';

/** Most are confirmed sooner, and nothing is to be read of their way. */
const lateMs = 1_500;

type NewMarkCardProps = { session: RoomSession; newMark: NewMark };

/** Says that the moment is kept, and takes its title for whoever has a hand free. Stays until it is closed. */
export function NewMarkCard({ session, newMark }: NewMarkCardProps) {
  const { t } = useTranslation('flow');
  const deeds = useMarkDeeds(session);
  const { latest, waiting, settle } = newMark;
  const kept = latest
    ? t('mark.kept', { title: latest.title, at: clockSince(0, latest.atMs) })
    : '';
  return (
    <>
      <Spoken>{kept}</Spoken>
      {latest ? (
        <section className="banner new-mark" aria-label={t('mark.new')}>
          <p>{kept}</p>
          <TitleForm key={latest.markId} mark={latest} deeds={deeds} onDone={settle} />
        </section>
      ) : null}
      {waiting.map((mark) => (
        <UnsentMark key={mark.markId} mark={mark} newMark={newMark} />
      ))}
    </>
  );
}

/** One that the hub does not have: it goes by itself, unless it was refused. */
function UnsentMark({ mark, newMark }: { mark: WaitingMark; newMark: NewMark }) {
  const { t, i18n } = useTranslation('flow');
  const at = new Date(mark.pressedAtMs).toLocaleTimeString(i18n.language, {
    timeStyle: 'short',
  });
  const told = { title: mark.title, at };
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLate(true), lateMs);
    return () => clearTimeout(timer);
  }, []);
  if (!mark.problem && !isLate) return null;
  if (!mark.problem) {
    return (
      <p className="banner new-mark" role="status">
        {t('mark.waiting', told)}
      </p>
    );
  }
  return (
    <section className="banner new-mark" aria-label={t('mark.new')}>
      <p role="alert">{t('mark.refused', told)}</p>
      <div className="row">
        <Button onPress={() => newMark.retry(mark)}>{t('mark.retry')}</Button>
        <Button look="quiet" onPress={() => newMark.drop(mark)}>
          {t('mark.remove')}
        </Button>
      </div>
    </section>
  );
}

type TitleFormProps = { mark: Mark; deeds: MarkDeeds; onDone: () => void };

function TitleForm({ mark, deeds, onDone }: TitleFormProps) {
  const { t } = useTranslation(['flow', 'common']);
  const [title, setTitle] = useState('');
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    // With no title of its own it keeps its number.
    if (!title.trim() || (await deeds.rename(mark, title.trim()))) onDone();
  };
  const remove = async (): Promise<void> => {
    if (await deeds.remove(mark)) onDone();
  };
  return (
    <form className="new-mark__form" onSubmit={(event) => void submit(event)}>
      <TextField
        label={t('mark.field')}
        value={title}
        onChange={setTitle}
        maxLength={markLimits.title}
      />
      <div className="row">
        <Button type="submit">{t('mark.save')}</Button>
        <Button look="quiet" onPress={() => void remove()}>
          {t('mark.remove')}
        </Button>
        <Button look="quiet" onPress={onDone}>
          {t('common:close')}
        </Button>
      </div>
    </form>
  );
}
