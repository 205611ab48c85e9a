import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QuestionsStore } from '../../session/questions-store.ts';
import { questionNews, type QuestionNews } from '../../state/question-news.ts';
import type { QuestionsView } from '../../state/questions-view.ts';
import { useNotice } from '../notices.tsx';
import { Spoken } from '../spoken.tsx';
import { myQuestionsId } from './my-questions.tsx';
import { useQuestions } from './use-questions.ts';

/**
 * Tells what everybody should know without looking for it: the question being answered to those who cannot see it, and
 * what became of one's own to everyone, at the edge of the screen. Waits its turn: never interrupts.
 */
export function QuestionAnnouncer({
  store,
  onLook,
}: {
  store: QuestionsStore;
  /** Shows one's questions. */
  onLook: () => void;
}) {
  const { t } = useTranslation('questions');
  const { view } = useQuestions(store);
  const announce = useNotice();
  const before = useRef<QuestionsView>(undefined);
  const [news, setNews] = useState('');
  const look = useRef(onLook);

  useEffect(() => {
    look.current = onLook;
  });
  useEffect(() => {
    if (!view) return;
    const happened = before.current ? questionNews(before.current, view) : [];
    before.current = view;
    const words = (one: QuestionNews): string => {
      if (one.kind === 'answering') return t('news.answering', { text: one.question.text });
      if (one.kind === 'answering-ended') return t('news.answering-ended');
      if (one.what === 'answering') return t('news.mine-answering');
      if (one.what === 'dismissed') {
        const { dismissReason } = one.question;
        return t('news.dismissed', { reason: t(`reason.${dismissReason ?? 'off-topic'}`) });
      }
      return t(`news.${one.what}`);
    };
    for (const one of happened) {
      if (one.kind !== 'mine') continue;
      // What is written for one alone stays in sight until it was looked at; the rest stands with one's questions.
      const action = { label: t('news.open'), onPress: () => goToMine(look.current) };
      announce(words(one), 'ok', one.what === 'replied-privately' ? action : undefined);
    }
    const shared = happened.filter(({ kind }) => kind !== 'mine').map(words);
    // Drawing again is the point here: a live region speaks when its text changes.
    if (shared.length > 0) setNews(shared.join(' '));
  }, [view, t, announce]);

  return <Spoken>{news}</Spoken>;
}

/** Shows one's questions and goes on there. */
function goToMine(show: () => void): void {
  show();
  // The sheet is drawn in the next frame and takes the focus; then it can be passed on.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => document.getElementById(myQuestionsId)?.focus()),
  );
}
