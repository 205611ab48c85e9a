import { useTranslation } from 'react-i18next';
import type { Question } from '../../../server/protocol/questions.ts';
import { fitText } from '../../layout/fit-text.ts';
import type { QuestionsStore } from '../../session/questions-store.ts';
import { answeringQuestion, queuedQuestions } from '../../state/question-lists.ts';
import { Button } from '../button.tsx';
import { Loading } from '../loading.tsx';
import { useSize } from '../room/use-size.ts';
import { useQuestionChange } from './use-question-change.ts';
import { useAskerWords } from './use-question-words.ts';
import { useQuestions } from './use-questions.ts';

type SpeakerQuestionProps = { store: QuestionsStore; mayAnswer: boolean };

/** The question being answered, else the next one, as large as the screen allows; what comes after it, and two buttons. */
export function SpeakerQuestion({ store, mayAnswer }: SpeakerQuestionProps) {
  const { t } = useTranslation('questions');
  const { view } = useQuestions(store);
  const change = useQuestionChange(store);
  const askerWords = useAskerWords();
  if (!view) return <Loading />;
  const now = answeringQuestion(view);
  const [first, second] = queuedQuestions(view);
  const shown = now ?? first;
  const next = now ? first : second;
  const seen = ({ questionId, version }: Question) => ({ questionId, version });
  return (
    <>
      <main className="speaker__main" id="content" aria-live="polite">
        <h2 className="speaker__label">
          {shown ? t(now ? 'speaker.now' : 'speaker.next') : t('speaker.nobody')}
        </h2>
        <HugeText text={shown?.text ?? t('speaker.nobodyText')} />
        {shown?.asker ? <p className="speaker__asker">{askerWords(shown.asker)}</p> : null}
      </main>
      <footer className="speaker__foot">
        <div className="speaker__next">
          {next ? (
            <p className="speaker__next-text">
              <strong>{t('speaker.next')}:</strong> {next.text}
            </p>
          ) : null}
          <p className="numbers">
            {t('speaker.waiting', { count: queuedQuestions(view).length })}
          </p>
        </div>
        {mayAnswer ? (
          <div className="speaker__actions">
            {first ? (
              <Button
                look={now ? 'secondary' : 'primary'}
                onPress={() => void change('question:start-answer', seen(first))}
              >
                {now ? t('speaker.startNext') : t('speaker.start')}
              </Button>
            ) : null}
            {now ? (
              <Button
                look="primary"
                onPress={() => void change('question:end-answer', seen(now))}
              >
                {t('speaker.end')}
              </Button>
            ) : null}
          </div>
        ) : null}
      </footer>
    </>
  );
}

function HugeText({ text }: { text: string }) {
  const { t } = useTranslation('questions');
  const [size, measure] = useSize();
  return (
    // A text that is too long even in the smallest letters is scrolled, with the keyboard too.
    <div
      className="speaker__place"
      ref={measure}
      tabIndex={0}
      role="group"
      aria-label={t('speaker.question')}
    >
      <p className="speaker__text" style={{ fontSize: `${fitText(text, size)}px` }}>
        {text}
      </p>
    </div>
  );
}
