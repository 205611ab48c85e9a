import { useTranslation } from 'react-i18next';
import { api } from '../../api/api.ts';
import { useLoad } from '../../api/use-load.ts';
import { Section } from '../section.tsx';

/** What was answered in writing after the session. Nothing to see where nothing was. */
export function EpisodeAnswers({ code }: { code: string }) {
  const { t } = useTranslation('afterwards');
  const { data } = useLoad(`answers ${code}`, (signal) => api.episodeAnswers(code, signal));
  if (!data || data.length === 0) return null;
  return (
    <Section title={t('episode.title')}>
      {data.map(({ number, question, answers, spokenBy }) => (
        <div key={number} className="episode__answer">
          <h3>{question}</h3>
          {spokenBy ? <p>{t('episode.spoken', { name: spokenBy })}</p> : null}
          {answers.map(({ answerId, text, answeredBy }) => (
            <div key={answerId}>
              <p className="small muted">{t('episode.by', { name: answeredBy })}</p>
              <p className="episode__answer-text">{text}</p>
            </div>
          ))}
        </div>
      ))}
    </Section>
  );
}
