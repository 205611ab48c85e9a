import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { questionLimits, type Question } from '../../../server/protocol/questions.ts';
import { newUuid } from '../../session/new-uuid.ts';
import type { QuestionsStore } from '../../session/questions-store.ts';
import { Button } from '../button.tsx';
import { ChoiceList } from '../choice-list.tsx';
import { useNotice } from '../notices.tsx';

import { TextField } from '../text-field.tsx';
import { Answers } from './answers.tsx';
import { useKept } from './use-kept.ts';
import { useQuestionChange } from './use-question-change.ts';

type ReplyFormProps = { store: QuestionsStore; question: Question; onDone: () => void };

/** An answer in writing, for everyone or for the asker alone. What is typed outlives a closed sheet. */
export function ReplyForm({ store, question, onDone }: ReplyFormProps) {
  const { t } = useTranslation('moderation');
  const announce = useNotice();
  const change = useQuestionChange(store);
  const { questionId, version } = question;
  // What was not taken is nobody else's any more.
  const isForAsker = question.state === 'dismissed';
  const [text, setText] = useKept(store, `reply ${questionId}`, '');
  const [audience, setAudience] = useState<'public' | 'private'>('public');
  const isPrivate = isForAsker || audience === 'private';
  // One for this form: sending again after a lost answer replies once.
  const [answerId] = useState(newUuid);
  const send = async (): Promise<void> => {
    const reply = { questionId, version, answerId, text: text.trim() };
    if (!(await change('question:reply', { ...reply, isPrivate }))) return;
    setText('');
    announce(t('dialog.replied'));
    onDone();
  };
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) void send();
      }}
    >
      {question.answers.length > 0 ? (
        <section aria-label={t('dialog.replyWritten')}>
          <Answers question={question} />
        </section>
      ) : null}
      <TextField
        label={t('dialog.replyField')}
        rows={4}
        maxLength={questionLimits.reply}
        value={text}
        onChange={setText}
      />
      {isForAsker ? (
        <p>{t('dialog.replyAskerOnly')}</p>
      ) : (
        <ChoiceList
          showsLabel
          label={t('dialog.replyTo')}
          value={audience}
          choices={[
            {
              value: 'public',
              title: t('dialog.replyPublic'),
              text: t('dialog.replyPublicText'),
            },
            {
              value: 'private',
              title: t('dialog.replyPrivate'),
              text: t('dialog.replyPrivateText'),
            },
          ]}
          onChange={setAudience}
        />
      )}
      <div className="dialog__actions">
        <Button look="primary" type="submit" isDisabled={!text.trim()}>
          {t('dialog.replySend')}
        </Button>
      </div>
    </form>
  );
}
