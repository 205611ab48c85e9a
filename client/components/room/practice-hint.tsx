import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoomSession } from '../../session/room-session.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../button.tsx';
import { ConfirmDialog, Dialog } from '../dialog.tsx';
import { useNotice } from '../notices.tsx';
import { ConsentQuestion } from './consent-question.tsx';
import { useAction } from './use-action.ts';
import { usePracticeConsent } from './use-practice-consent.ts';

type PracticeHintProps = { room: RoomView; session: RoomSession };

/** What stays of this practice, and a host's way to have it recorded; whoever is on stage then is asked. */
export function PracticeHint({ room, session }: PracticeHintProps) {
  const { t } = useTranslation(['conduct', 'room']);
  const notify = useNotice();
  const run = useAction();
  const [isChoosing, setIsChoosing] = useState(false);
  const { isAsked, answer, close } = usePracticeConsent(session, room);
  const isRecorded = room.recording.state !== 'off';
  const record = async (): Promise<void> => {
    const isDone = await run(() => session.request('practice:record', {}));
    setIsChoosing(false);
    if (isDone) notify(t('practice.recording'));
  };
  return (
    <>
      <div className="room__hint">
        <p>{t(isRecorded ? 'practice.hintRecorded' : 'practice.hint')}</p>
        {room.you.role === 'host' && !isRecorded ? (
          <Button onPress={() => setIsChoosing(true)}>{t('practice.record')}</Button>
        ) : null}
      </div>
      <ConfirmDialog
        title={t('practice.recordTitle')}
        text={t('practice.recordText')}
        action={t('practice.record')}
        isOpen={isChoosing}
        onConfirm={() => void record()}
        onClose={() => setIsChoosing(false)}
      />
      <Dialog
        title={t('practice.consentTitle')}
        isOpen={isAsked && !isChoosing}
        onClose={close}
      >
        <ConsentQuestion
          answer={undefined}
          isPractice
          action={t('room:consent.save')}
          onAnswer={answer}
        />
      </Dialog>
    </>
  );
}
