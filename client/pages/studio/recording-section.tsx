import { useTranslation } from 'react-i18next';
import type { RecordingInfo } from '../../../server/protocol/rest.ts';
import { Section } from '../../components/section.tsx';
import { RecordedPeople } from './recorded-people.tsx';
import { RecordedTakes } from './recorded-takes.tsx';
import { RecordingHealthView } from './recording-health-view.tsx';
import { RecordingProgress } from './recording-progress.tsx';
import { TakesKept } from './takes-kept.tsx';
import { UndrawnNames } from './undrawn-note.tsx';

type RecordingSectionProps = {
  code: string;
  recording: RecordingInfo | undefined;
  /** Its session is over. */
  hasEnded: boolean;
  reload: () => Promise<void>;
};

/** How a recording becomes an episode: where it stands, how long it will take, what went wrong, what one can do. */
export function RecordingSection({ code, recording, hasEnded, reload }: RecordingSectionProps) {
  const { t } = useTranslation('studio');
  if (!recording) {
    return (
      <Section title={t('recording.title')} card>
        <p className="muted">{t('recording.none')}</p>
      </Section>
    );
  }
  const { state, takes, health } = recording;
  const shownNames = takes
    .filter(({ withdrawn }) => !withdrawn)
    .map(({ displayName }) => displayName);
  return (
    <Section title={t('recording.title')} card>
      <RecordingProgress {...{ code, recording, hasEnded, reload }} />
      <TakesKept kept={recording.takesKept} />
      {health && (state === 'empty') === (health.verdict === 'empty') ? (
        <RecordingHealthView health={health} />
      ) : takes.length > 0 ? (
        <RecordedTakes takes={takes} />
      ) : null}
      <UndrawnNames names={shownNames} />
      {state === 'recording' ? null : <RecordedPeople {...{ code, recording, reload }} />}
    </Section>
  );
}
