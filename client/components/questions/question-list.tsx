import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QuestionsView } from '../../state/questions-view.ts';
import {
  answeredQuestions,
  waitingQuestions,
  type Sorting,
} from '../../state/question-lists.ts';
import { Button } from '../button.tsx';
import { Segments } from './segments.tsx';
import { Fairness } from './fairness.tsx';
import { HeldNews } from './held-news.tsx';
import { QuestionCard } from './question-card.tsx';
import { useHeldList } from './use-held-list.ts';
import { useStateWords } from './use-question-words.ts';

/** So many at once: a cheap phone draws them in a blink, and the rest is one press away. */
const pageSize = 30;

type QuestionListProps = {
  view: QuestionsView;
  onVote: (questionId: string, isFor: boolean) => void;
};

/** All that the audience may see, by support or by time. Stays still under a finger. */
export function QuestionList({ view, onVote }: QuestionListProps) {
  const { t } = useTranslation('questions');
  const [show, setShow] = useState<'waiting' | 'answered'>('waiting');
  const [sorting, setSorting] = useState<Sorting>('votes');
  const [limit, setLimit] = useState(pageSize);
  const stateWords = useStateWords();
  const list = show === 'waiting' ? waitingQuestions : answeredQuestions;
  const wanted = list(view, sorting).map(({ questionId }) => questionId);
  const held = useHeldList(wanted, `${show} ${sorting}`);
  const hidden = Math.max(0, held.ids.length - limit);
  return (
    <section className="questions-part" aria-label={t('all.title')} {...held.holding}>
      <div className="questions-part__head">
        <h3>{t('all.title')}</h3>
        <HeldNews held={held} />
      </div>
      <Fairness counts={view.counts} />
      <div className="questions-part__choices">
        <Segments
          label={t('all.show')}
          value={show}
          choices={[
            { value: 'waiting', label: t('all.waiting') },
            { value: 'answered', label: t('all.answered') },
          ]}
          onChange={setShow}
        />
        <Segments
          label={t('all.sort')}
          value={sorting}
          choices={[
            { value: 'votes', label: t('all.votes') },
            { value: 'time', label: t('all.time') },
          ]}
          onChange={setSorting}
        />
      </div>
      {held.ids.length === 0 ? <Nothing view={view} show={show} /> : null}
      <ul className="questions">
        {held.ids.slice(0, limit).map((questionId) => {
          const question = view.questions.get(questionId);
          return question ? (
            <QuestionCard
              key={questionId}
              question={question}
              stateWords={question.state === 'open' ? undefined : stateWords(question, view)}
              isSupported={view.voted.has(questionId)}
              onVote={onVote}
            />
          ) : null;
        })}
      </ul>
      {hidden > 0 ? (
        <Button wide onPress={() => setLimit(limit + pageSize)}>
          {t('all.more', { count: Math.min(hidden, pageSize) })}
        </Button>
      ) : null}
    </section>
  );
}

function Nothing({ view, show }: { view: QuestionsView; show: 'waiting' | 'answered' }) {
  const { t } = useTranslation('questions');
  if (show === 'answered') return <p className="muted">{t('all.emptyAnswered')}</p>;
  return (
    <p className="muted">
      {view.counts.waiting > 0 ? t('all.emptyChecked') : t('all.emptyWaiting')}
    </p>
  );
}
