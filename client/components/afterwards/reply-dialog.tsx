import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { questionLimits, type Question } from '../../../server/protocol/questions.ts';
import { api } from '../../api/api.ts';
import { useSubmit } from '../../forms/use-submit.ts';
import { newUuid } from '../../session/new-uuid.ts';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { Failure } from '../failure.tsx';
import { useNotice } from '../notices.tsx';
import { TextField } from '../text-field.tsx';

type ReplyDialogProps = {
  /** Of the session. */
  code: string;
  question: Question;
  isOpen: boolean;
  onClose: () => void;
  reload: () => Promise<void>;
};

/** An answer in writing, for everyone. What is typed outlives a closed sheet. */
export function ReplyDialog({ code, question, isOpen, onClose, reload }: ReplyDialogProps) {
  const { t } = useTranslation('afterwards');
  const { t: common } = useTranslation();
  const notify = useNotice();
  const { questionId, version, number } = question;
  const [text, setText] = useState('');
  // One for each answer: sending again after a lost reply of the hub answers once.
  const [answerId, setAnswerId] = useState(newUuid);
  const { busy, error, run } = useSubmit(async () => {
    const answer = { version, answerId, text: text.trim() };
    await api.replyToQuestion(code, questionId, answer);
    setText('');
    setAnswerId(newUuid());
    onClose();
    notify(t('replying.sent', { number }));
    await reload();
  });
  return (
    <Dialog title={t('replying.title', { number })} isOpen={isOpen} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim()) void run();
        }}
      >
        <p className="question__text">{question.text}</p>
        <TextField
          label={t('replying.field')}
          help={t('replying.help')}
          rows={5}
          maxLength={questionLimits.reply}
          value={text}
          onChange={setText}
        />
        <Failure error={error} />
        <div className="dialog__actions">
          <Button look="primary" type="submit" isPending={busy} isDisabled={!text.trim()}>
            {t('replying.send')}
          </Button>
          <Button onPress={onClose}>{common('cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
