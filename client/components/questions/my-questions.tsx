import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Question } from '../../../server/protocol/questions.ts';
import type { QuestionsSnapshot, QuestionsStore } from '../../session/questions-store.ts';
import { isTakenUp, myQuestions } from '../../state/question-lists.ts';
import type { QuestionsView } from '../../state/questions-view.ts';
import { Button } from '../button.tsx';
import { ConfirmDialog, Dialog } from '../dialog.tsx';
import { Answers } from './answers.tsx';
import { EditForm } from './edit-form.tsx';
import { UnsentList } from './unsent-list.tsx';
import { useOwnEdit, useQuestionChange } from './use-question-change.ts';
import { useStateWords } from './use-question-words.ts';
import { useToggle } from './use-questions.ts';

/** Where a notice about one's own question leads. */
export const myQuestionsId = 'my-questions';

type MyQuestionsProps = {
  store: QuestionsStore;
  view: QuestionsView;
  unsent: QuestionsSnapshot['unsent'];
};

/** So many, the newest, leave the questions of others in sight. */
const fewShown = 2;

/** What this person asked, and what became of it, in words. */
export function MyQuestions({ store, view, unsent }: MyQuestionsProps) {
  const { t } = useTranslation('questions');
  const [isWhole, toggle] = useToggle();
  const mine = myQuestions(view);
  const shown = isWhole ? mine : mine.slice(0, fewShown);
  if (mine.length + unsent.length === 0) return null;
  return (
    <section
      className="questions-part my-questions"
      id={myQuestionsId}
      tabIndex={-1}
      aria-label={t('mine.title')}
    >
      <h3>{t('mine.title')}</h3>
      <ul className="questions">
        <UnsentList store={store} unsent={unsent} />
        {shown.map((question) => (
          <MyQuestion key={question.questionId} store={store} question={question} view={view} />
        ))}
      </ul>
      {mine.length > fewShown ? (
        <Button look="quiet" onPress={toggle}>
          {isWhole ? t('mine.fewer') : t('mine.all', { count: mine.length })}
        </Button>
      ) : null}
    </section>
  );
}

const isWithdrawable = ({ state }: Question): boolean =>
  state === 'pending' ||
  state === 'open' ||
  state === 'queued' ||
  state === 'dismissed' ||
  state === 'merged' ||
  state === 'deferred';

type MyQuestionProps = {
  store: QuestionsStore;
  question: Question;
  view: QuestionsView;
};

function MyQuestion({ store, question, view }: MyQuestionProps) {
  const { t } = useTranslation('questions');
  const stateWords = useStateWords();
  const change = useQuestionChange(store);
  const edit = useOwnEdit(store);
  const [sheet, setSheet] = useState<'edit' | 'withdraw'>();
  const { number, text, originalText, state, votes } = question;
  const seen = { questionId: question.questionId, version: question.version };
  return (
    <li className={`question question--${state}`}>
      <p className="question__head small muted">
        <span className="numbers">#{number}</span>
        <span className="numbers">{t('vote.votes', { count: votes })}</span>
      </p>
      <p className="question__text">{text}</p>
      {originalText !== undefined && originalText !== text ? (
        <p className="small muted">{t('mine.original', { text: originalText })}</p>
      ) : null}
      <p className="question__state">{stateWords(question, view)}</p>
      <Answers question={question} />
      {isWithdrawable(question) ? (
        <div className="row">
          {isTakenUp(question) ? null : (
            <Button look="quiet" onPress={() => setSheet('edit')}>
              {t('mine.edit')}
            </Button>
          )}
          <Button look="quiet" onPress={() => setSheet('withdraw')}>
            {t('mine.withdraw')}
          </Button>
        </div>
      ) : null}
      <ConfirmDialog
        title={t('mine.withdrawTitle')}
        text={t('mine.withdrawText')}
        action={t('mine.withdraw')}
        isOpen={sheet === 'withdraw'}
        onConfirm={() => void change('question:withdraw', seen)}
        onClose={() => setSheet(undefined)}
      />
      <Dialog
        title={t('wording.title')}
        isOpen={sheet === 'edit'}
        onClose={() => setSheet(undefined)}
        hasClose
      >
        <EditForm
          text={text}
          onSave={async (edited) => {
            if (await edit({ ...seen, text: edited })) setSheet(undefined);
          }}
        />
      </Dialog>
    </li>
  );
}
