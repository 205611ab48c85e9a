import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Question } from '../../../server/protocol/questions.ts';
import { api } from '../../api/api.ts';
import { useSubmit } from '../../forms/use-submit.ts';
import { Button } from '../button.tsx';
import { Failure } from '../failure.tsx';
import { useNotice } from '../notices.tsx';
import { Answers } from '../questions/answers.tsx';
import { useAskedWords } from '../questions/use-question-words.ts';
import { ReplyDialog } from './reply-dialog.tsx';
import { SpokenAnswer } from './spoken-answer.tsx';
import { VoiceDialog } from './voice-dialog.tsx';

type LeftQuestionProps = {
  /** Of the session. */
  code: string;
  question: Question;
  /** The next session has it now: nothing to be done here. */
  isCarried: boolean;
  /** Of the answer that was spoken, if there is one. Ms. */
  spokenMs: number | undefined;
  /** There is an episode for a spoken answer. */
  canSpeak: boolean;
  reload: () => Promise<void>;
};

/** One question of a session that has ended, and what can still be done for whoever asked it. */
export function LeftQuestion(props: LeftQuestionProps) {
  const { code, question, isCarried, spokenMs, canSpeak, reload } = props;
  const { t } = useTranslation('afterwards');
  const notify = useNotice();
  const askedWords = useAskedWords();
  const [open, setOpen] = useState<'reply' | 'voice'>();
  const { questionId, version, number, state, text, answers } = question;
  const defer = useSubmit(async () => {
    await api.deferQuestion(code, questionId, { version });
    notify(t('left.deferredNow', { number }));
    await reload();
  });
  const isAnswered = state === 'answered';
  const note = useNote(question, isCarried);
  return (
    <li className={`question question--${state}`} data-question={questionId}>
      <p className="small muted">
        {t('left.number', { number })} · {askedWords(question)}
      </p>
      <p className="question__text">{text}</p>
      {note ? <p className="question__state">{note}</p> : null}
      {answers.length > 0 ? <Answers question={question} /> : null}
      {spokenMs === undefined ? null : (
        <SpokenAnswer {...{ code, question, spokenMs, reload }} />
      )}
      <Failure error={defer.error} />
      {isCarried ? null : (
        <div className="row">
          <Button
            aria-label={t(isAnswered ? 'replying.addName' : 'left.replyName', { number })}
            onPress={() => setOpen('reply')}
          >
            {t(isAnswered ? 'replying.add' : 'left.reply')}
          </Button>
          {canSpeak && spokenMs === undefined ? (
            <Button
              aria-label={t('voice.recordName', { number })}
              onPress={() => setOpen('voice')}
            >
              {t('voice.record')}
            </Button>
          ) : null}
          {state === 'open' || state === 'queued' ? (
            <Button
              look="quiet"
              aria-label={t('left.deferName', { number })}
              isPending={defer.busy}
              onPress={() => void defer.run()}
            >
              {t('left.defer')}
            </Button>
          ) : null}
        </div>
      )}
      <ReplyDialog
        {...{ code, question, reload }}
        isOpen={open === 'reply'}
        onClose={() => setOpen(undefined)}
      />
      <VoiceDialog
        {...{ code, question, reload }}
        isOpen={open === 'voice'}
        onClose={() => setOpen(undefined)}
      />
    </li>
  );
}

function useNote({ state, deferredTo }: Question, isCarried: boolean): string | undefined {
  const { t } = useTranslation('afterwards');
  if (state === 'pending') return t('left.pending');
  if (state !== 'deferred') return undefined;
  if (isCarried) return t('left.carried');
  return deferredTo ? t('left.deferredTo', { title: deferredTo.title }) : t('left.deferred');
}
