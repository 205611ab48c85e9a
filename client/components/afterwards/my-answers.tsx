import '../questions/questions.css';
import { useTranslation } from 'react-i18next';
import type { Question } from '../../../server/protocol/questions.ts';
import { api } from '../../api/api.ts';
import { useLoad } from '../../api/use-load.ts';
import { Answers } from '../questions/answers.tsx';
import { Section } from '../section.tsx';

/** What this person asked in a session that is over, and what became of it. Nothing to see for whoever asked nothing. */
export function MyAnswers({ code }: { code: string }) {
  const { t } = useTranslation('afterwards');
  const { data } = useLoad(`my questions ${code}`, (signal) => api.myQuestions(code, signal));
  if (!data || data.questions.length === 0) return null;
  return (
    <Section title={t('mine.title')}>
      <ul className="questions">
        {data.questions.map((question) => (
          <MyAnswer
            key={question.questionId}
            question={question}
            isSpoken={data.spoken.includes(question.questionId)}
          />
        ))}
      </ul>
    </Section>
  );
}

function MyAnswer({ question, isSpoken }: { question: Question; isSpoken: boolean }) {
  const { t } = useTranslation('afterwards');
  const fate = useFate(question);
  const name = question.answeredBy ?? '';
  const words = isSpoken ? t('mine.spoken', { name }) : fate;
  return (
    <li className={`question question--${question.state}`}>
      <p className="question__text">{question.text}</p>
      <Answers question={question} />
      {words ? <p className="question__state">{words}</p> : null}
    </li>
  );
}

/** What has become of it in the end. A written answer speaks for itself. */
function useFate(question: Question): string | undefined {
  const { t } = useTranslation(['afterwards', 'questions']);
  const { state, answers, dismissReason, deferredTo } = question;
  switch (state) {
    case 'pending':
    case 'open':
    case 'queued':
      return t('mine.unanswered');
    case 'answering':
    case 'answered':
      return answers.length > 0 ? undefined : t('mine.aloud');
    case 'dismissed':
      return t('mine.dismissed', {
        reason: t(`questions:reason.${dismissReason ?? 'off-topic'}`),
      });
    case 'merged':
      return t('mine.merged');
    case 'deferred':
      return deferredTo
        ? t('left.deferredTo', { title: deferredTo.title })
        : t('left.deferred');
    case 'withdrawn':
      return t('mine.withdrawn');
  }
}
