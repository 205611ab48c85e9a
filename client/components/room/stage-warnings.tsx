import { useTranslation } from 'react-i18next';
import { stageWarnings, type StageWarning } from '../../state/stage-warnings.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Spoken } from '../spoken.tsx';

/** The one place for what is not as it should be, for those who work here. Nothing is drawn while all is well. */
export function StageWarnings({ room }: { room: RoomView }) {
  const { t } = useTranslation(['warnings', 'room']);
  const warnings = stageWarnings(room);
  const wordsOf = (warning: StageWarning): string =>
    'peerId' in warning
      ? t(`about.${warning.kind}`, { name: warning.name || t('room:guest') })
      : t(`server.${warning.kind}`);
  const words = warnings.map(wordsOf);
  return (
    <>
      <Spoken>{words.join(' ')}</Spoken>
      {words.length > 0 ? (
        <section className="stage-warnings" aria-label={t('title')}>
          <ul className="stage-warnings__list">
            {words.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}
