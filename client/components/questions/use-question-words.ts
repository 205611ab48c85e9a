import { useTranslation } from 'react-i18next';
import type { Question } from '../../../server/protocol/questions.ts';
import { queuePlace } from '../../state/question-lists.ts';
import type { QuestionsView } from '../../state/questions-view.ts';
import { timeDistance } from '../../times/format-time.ts';
import { useNow } from '../../times/use-now.ts';

/** Minutes of a session as people count them: the first is 1. */
const minuteOf = (ms: number): number => Math.floor(ms / 60_000) + 1;

/** What has become of a question, in words. */
export function useStateWords(): (question: Question, view: QuestionsView) => string {
  const { t } = useTranslation('questions');
  return (question, view) => {
    const { state, answeredBy, answerStartMs, dismissReason, deferredTo } = question;
    switch (state) {
      case 'queued': {
        const place = queuePlace(view, question.questionId);
        return place > 0 ? t('state.queued', { place: place + 1 }) : t('state.queuedFirst');
      }
      case 'answering':
        return answeredBy ? t('state.answeringBy', { name: answeredBy }) : t('state.answering');
      case 'answered':
        if (answeredBy === undefined) {
          const isAloud = answerStartMs !== undefined;
          return isAloud || question.answers.length === 0
            ? t('state.answered')
            : t('state.answeredWritten');
        }
        return answerStartMs === undefined
          ? t('state.answeredBy', { name: answeredBy })
          : t('state.answeredAt', { name: answeredBy, minute: minuteOf(answerStartMs) });
      case 'dismissed':
        return t('state.dismissed', {
          reason: t(`reason.${dismissReason ?? 'off-topic'}`),
        });
      case 'merged': {
        const into = view.questions.get(question.mergedInto ?? '');
        return into ? t('state.mergedInto', { number: into.number }) : t('state.merged');
      }
      case 'deferred':
        return deferredTo
          ? t('state.deferredTo', { title: deferredTo.title })
          : t('state.deferred');
      case 'pending':
      case 'open':
      case 'withdrawn':
        return t(`state.${state}`);
    }
  };
}

/** Who asked and from where: "Siti, Solok", or what of it is known. */
export function useAskerWords(): (asker: NonNullable<Question['asker']>) => string {
  const { t } = useTranslation('questions');
  return ({ displayName, place }) => {
    const name = displayName || t('asked.anonymous');
    return place ? t('asked.by', { name, place }) : name;
  };
}

/** The same with how long ago: "Siti, Solok · 3 menit lalu". */
export function useAskedWords(): (question: Question) => string {
  const { t } = useTranslation('questions');
  const { t: common } = useTranslation();
  const askerWords = useAskerWords();
  const now = useNow();
  return ({ asker, askedAt, askedAtMs, isCarried }) => {
    const { key, count } = timeDistance(new Date(askedAt), now);
    const early = t(isCarried ? 'asked.carried' : 'asked.before');
    const when = askedAtMs === undefined ? early : common(key, { count });
    return [...(asker ? [askerWords(asker)] : []), when].join(' · ');
  };
}
