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

type RecordedPeopleProps = {
  code: string;
  takes: RecordingInfo['takes'];
  takesKept: RecordingInfo['takesKept'];
  reload: () => Promise<void>;
};

/** Who was recorded, each of whom can be taken out of the recording for good. */
export function RecordedPeople({ code, takes, takesKept, reload }: RecordedPeopleProps) {
  const { t } = useTranslation('studio');
  const [asking, setAsking] = useState<string>();
  const list = useRef<HTMLUListElement>(null);
  const people = [...new Map(takes.map((take) => [take.displayName, take])).values()];
  const withdraw = useSubmit(async () => {
    if (asking === undefined) return;
    await api.withdrawFromRecording(code, { displayName: asking });
    await reload();
    // The button that was pressed is gone; in its place is said what was done.
    const row = list.current?.children[people.findIndex((one) => one.displayName === asking)];
    if (row instanceof HTMLElement) row.focus();
  });
  if (people.length === 0) return null;
  const isForGood = takesKept.state === 'deleted';
  return (
    <Disclosure title={t('withdrawal.title')}>
      <p>{t(isForGood ? 'takes.withdrawAbout' : 'withdrawal.about')}</p>
      <Failure error={withdraw.error} />
      <ul className="recorded-people" ref={list}>
        {people.map(({ displayName, withdrawn }) => (
          <li key={displayName} tabIndex={-1}>
            {withdrawn ? (
              <>
                <strong>{displayName || t('health.guest')}</strong>{' '}
                <span className="muted">
                  {t('withdrawal.done', { by: withdrawn.by })} <Moment at={withdrawn.at} />
                </span>
              </>
            ) : (
              <Button isPending={withdraw.busy} onPress={() => setAsking(displayName)}>
                {t('withdrawal.action', { name: displayName || t('health.guest') })}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ConfirmDialog
        title={t('withdrawal.confirmTitle', { name: asking || t('health.guest') })}
        text={t(isForGood ? 'takes.withdrawText' : 'withdrawal.confirmText')}
        action={t('withdrawal.confirm')}
        look="danger"
        isOpen={asking !== undefined}
        onClose={() => setAsking(undefined)}
        onConfirm={() => void withdraw.run()}
      />
    </Disclosure>
  );
}
