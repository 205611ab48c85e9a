import './recorded-people.css';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordingInfo } from '../../../server/protocol/rest.ts';
import { api } from '../../api/api.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { Disclosure } from '../../components/disclosure.tsx';
import { Failure } from '../../components/failure.tsx';
import { Moment } from '../../components/moment.tsx';
import { useSubmit } from '../../forms/use-submit.ts';
import { currentLanguage } from '../../i18n/i18n.ts';
import { listRecordedPeople, type Person } from './list-recorded-people.ts';

type RecordedPeopleProps = {
  code: string;
  recording: Pick<RecordingInfo, 'people' | 'askers' | 'takesKept'>;
  reload: () => Promise<void>;
};

/** Who was recorded or asked, each of whom can be taken out of the recording for good. */
export function RecordedPeople({ code, recording, reload }: RecordedPeopleProps) {
  const { t } = useTranslation('studio');
  const [asking, setAsking] = useState<Person>();
  const list = useRef<HTMLUListElement>(null);
  const people = listRecordedPeople(recording);
  const nameOf = ({ displayName, question }: Person): string => {
    if (!question) return displayName || t('health.guest');
    return question.text === ''
      ? t('withdrawal.question')
      : t('withdrawal.questionText', { text: question.text });
  };
  const names = new Intl.ListFormat(currentLanguage());
  const alsoOf = ({ alsoAs }: Person): string =>
    alsoAs.length > 0 ? ` (${t('withdrawal.alsoAs', { names: names.format(alsoAs) })})` : '';
  const withdraw = useSubmit(async () => {
    if (!asking) return;
    const { displayName, question } = asking;
    await api.withdrawFromRecording(
      code,
      question ? { questionId: question.questionId } : { displayName },
    );
    await reload();
    // The button that was pressed is gone; in its place is said what was done.
    const row = list.current?.children[people.findIndex(({ key }) => key === asking.key)];
    if (row instanceof HTMLElement) row.focus();
  });
  if (people.length === 0) return null;
  const isForGood = recording.takesKept.state === 'deleted';
  const confirmText = isForGood
    ? t('takes.withdrawText')
    : t(asking?.onlyAsked ? 'withdrawal.confirmAskerText' : 'withdrawal.confirmText');
  const isMadeAgain = !isForGood && asking?.onlyAsked === false;
  return (
    <Disclosure title={t('withdrawal.title')}>
      <p>{t(isForGood ? 'takes.withdrawAbout' : 'withdrawal.about')}</p>
      <Failure error={withdraw.error} />
      <ul className="recorded-people" ref={list}>
        {people.map((person) => (
          <li key={person.key} tabIndex={-1}>
            {person.withdrawn ? (
              <>
                <strong>{nameOf(person)}</strong>
                {alsoOf(person)}{' '}
                <span className="muted">
                  {t('withdrawal.done', { by: person.withdrawn.by })}{' '}
                  <Moment at={person.withdrawn.at} />
                </span>
              </>
            ) : (
              <Button isPending={withdraw.busy} onPress={() => setAsking(person)}>
                {t('withdrawal.action', { name: nameOf(person) })}
                {alsoOf(person)}
                {person.onlyAsked && !person.question ? ` (${t('withdrawal.asked')})` : ''}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ConfirmDialog
        title={t('withdrawal.confirmTitle', { name: asking ? nameOf(asking) : '' })}
        text={confirmText}
        details={
          asking && (
            <>
              {asking.alsoAs.length > 0 && (
                <p>{t('withdrawal.alsoGone', { names: names.format(asking.alsoAs) })}</p>
              )}
              {isMadeAgain && <LookThrough />}
            </>
          )
        }
        action={t('withdrawal.confirm')}
        look="danger"
        isOpen={asking !== undefined}
        onClose={() => setAsking(undefined)}
        onConfirm={() => void withdraw.run()}
      />
    </Disclosure>
  );
}

/** What nobody but a host can take out. */
function LookThrough() {
  const { t } = useTranslation('studio');
  return (
    <>
      <p>{t('withdrawal.afterwards')}</p>
      <ul>
        <li>{t('withdrawal.ownWords')}</li>
        <li>{t('withdrawal.stillHeard')}</li>
      </ul>
    </>
  );
}
