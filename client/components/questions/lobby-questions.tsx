import { useTranslation } from 'react-i18next';
import type { QuestionsStore } from '../../session/questions-store.ts';
import { Section } from '../section.tsx';
import { AudienceQuestions } from './audience-questions.tsx';

/** Asking and supporting before the session opens. */
export function LobbyQuestions({
  store,
  knownName,
}: {
  store: QuestionsStore;
  knownName: string;
}) {
  const { t } = useTranslation('questions');
  return (
    <Section title={t('ask.early')} card>
      <p>{t('ask.earlyText')}</p>
      <AudienceQuestions store={store} knownName={knownName} />
    </Section>
  );
}
