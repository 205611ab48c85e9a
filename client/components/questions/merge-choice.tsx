import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Question } from '../../../server/protocol/questions.ts';
import { everyQuestion, fits, mergeTargets } from '../../state/question-lists.ts';
import { Button } from '../button.tsx';
import { TextField } from '../text-field.tsx';
import type { Moderation } from './use-moderation.ts';

/** Chooses the question that another is joined into; those that say nearly the same come first. */
export function MergeChoice({
  moderation,
  question,
}: {
  moderation: Moderation;
  question: Question;
}) {
  const { t } = useTranslation(['moderation', 'questions']);
  const { store, view, merge } = moderation;
  const [text, setText] = useState('');
  const similar = useSimilar(moderation, question);
  const targets = mergeTargets(view, question)
    .filter((one) => fits(one, { ...everyQuestion, text }))
    .sort((a, b) => rank(similar, a) - rank(similar, b));
  return (
    <>
      <p>{t('dialog.mergeText')}</p>
      <TextField
        label={t('dialog.mergeSearch')}
        type="search"
        value={text}
        onChange={setText}
      />
      {targets.length === 0 ? <p className="muted">{t('dialog.mergeNone')}</p> : null}
      <ul className="questions">
        {targets.map((target) => (
          <li key={target.questionId} className="question">
            <p className="question__head small muted">
              <span className="numbers">#{target.number}</span>
              <span className="numbers">
                {t('questions:vote.votes', { count: target.votes })}
              </span>
              {similar.includes(target.questionId) ? (
                <span className="tag">{t('dialog.mergeSimilar')}</span>
              ) : null}
            </p>
            <p className="question__text">{target.text}</p>
            <Button
              onPress={() => {
                // As it is by now: while choosing, others may have changed it.
                const now = store.snapshot.view?.questions.get(question.questionId);
                void merge(now ?? question, target);
              }}
            >
              {t('dialog.mergeInto')}
              <span className="visually-hidden">
                , {t('card.for', { number: target.number })}
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

function useSimilar({ store }: Moderation, { questionId, text }: Question): readonly string[] {
  const [similar, setSimilar] = useState<readonly string[]>([]);
  useEffect(() => {
    const asking = { isOver: false };
    void store.findSimilar(text).then((found) => {
      if (!asking.isOver) setSimilar(found.map((one) => one.questionId));
    });
    return () => {
      asking.isOver = true;
    };
  }, [store, questionId, text]);
  return similar;
}

/** The similar ones first, in their order; all others after them, as they were. */
function rank(similar: readonly string[], { questionId }: Question): number {
  const place = similar.indexOf(questionId);
  return place < 0 ? similar.length : place;
}
