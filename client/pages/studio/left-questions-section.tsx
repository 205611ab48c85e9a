import '../../components/questions/questions.css';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/api.ts';
import { useLoad } from '../../api/use-load.ts';
import { LeftQuestion } from '../../components/afterwards/left-question.tsx';
import { Section } from '../../components/section.tsx';

type LeftQuestionsProps = {
  code: string;
  /** The episode is being made again. */
  onSpoken: () => Promise<void>;
};

/** Questions that a session ended without answering. Nothing to see where none were left. */
export function LeftQuestionsSection({ code, onSpoken }: LeftQuestionsProps) {
  const { t } = useTranslation('afterwards');
  const { data, reload } = useLoad(`left questions ${code}`, (signal) =>
    api.leftQuestions(code, signal),
  );
  if (!data || data.left.length + data.answered.length === 0) return null;
  const { left, carried, answered, spoken, canSpeak } = data;
  const spokenMs = (id: string) => spoken.find((each) => each.questionId === id)?.durationMs;
  const reloadAll = async (): Promise<void> => {
    await Promise.all([reload(), onSpoken()]);
  };
  const isCarried = (questionId: string): boolean => carried.includes(questionId);
  const count = left.filter(({ state }) => state !== 'deferred').length;
  const list = (questions: typeof left) => (
    <ul className="questions">
      {questions.map((question) => (
        <LeftQuestion
          key={question.questionId}
          {...{ code, question, canSpeak, reload: reloadAll }}
          spokenMs={spokenMs(question.questionId)}
          isCarried={isCarried(question.questionId)}
        />
      ))}
    </ul>
  );
  return (
    <Section title={t('left.title')} card>
      <p className="muted">{count > 0 ? t('left.text', { count }) : t('left.none')}</p>
      {left.length > 0 ? list(left) : null}
      {answered.length > 0 ? (
        <>
          <h3>{t('answered.title')}</h3>
          {list(answered)}
        </>
      ) : null}
    </Section>
  );
}
