import './voice-dialog.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Question } from '../../../server/protocol/questions.ts';
import { api } from '../../api/api.ts';
import { useSubmit } from '../../forms/use-submit.ts';
import { formatPosition } from '../../player/format-position.ts';
import { Button } from '../button.tsx';
import { ConfirmDialog } from '../dialog.tsx';
import { Failure } from '../failure.tsx';
import { useNotice } from '../notices.tsx';

type SpokenAnswerProps = {
  /** Of the session. */
  code: string;
  question: Question;
  spokenMs: number;
  reload: () => Promise<void>;
};

/** What was spoken: to be heard, fetched only when asked for, and to be taken out of the episode again. */
export function SpokenAnswer({ code, question, spokenMs, reload }: SpokenAnswerProps) {
  const { t } = useTranslation('afterwards');
  const notify = useNotice();
  const [isHeard, setIsHeard] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const { questionId, version } = question;
  const remove = useSubmit(async () => {
    await api.unspeakAnswer(code, questionId, version);
    notify(t('voice.removed'));
    await reload();
  });
  return (
    <div className="voice-dialog">
      <p>{t('voice.spoken', { length: formatPosition(spokenMs) })}</p>
      {isHeard ? (
        <audio
          controls
          autoPlay
          src={api.spokenAnswer(code, questionId)}
          aria-label={t('voice.hear')}
        />
      ) : null}
      <Failure error={remove.error} />
      <div className="row">
        {isHeard ? null : <Button onPress={() => setIsHeard(true)}>{t('voice.hear')}</Button>}
        <Button look="quiet" isPending={remove.busy} onPress={() => setIsAsking(true)}>
          {t('voice.remove')}
        </Button>
      </div>
      <ConfirmDialog
        title={t('voice.removeTitle')}
        text={t('voice.removeText')}
        action={t('voice.remove')}
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        onConfirm={() => void remove.run()}
      />
    </div>
  );
}
