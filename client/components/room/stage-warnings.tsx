import { useTranslation } from 'react-i18next';
import type { RoomSession } from '../../session/room-session.ts';
import {
  isUnrecorded,
  mayBeRecorded,
  stageWarnings,
  type StageWarning,
} from '../../state/stage-warnings.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../button.tsx';
import { Spoken } from '../spoken.tsx';
import { useAction } from './use-action.ts';

/** The one place for what is not as it should be, for those who work here. Nothing is drawn while all is well. */
export function StageWarnings({ room, session }: { room: RoomView; session: RoomSession }) {
  const { t } = useTranslation(['warnings', 'room']);
  const run = useAction();
  const warnings = stageWarnings(room);
  const isUrgent = isUnrecorded(room);
  const wordsOf = (warning: StageWarning): string =>
    'peerId' in warning
      ? t(`about.${warning.kind}`, { name: warning.name || t('room:guest') })
      : t(`server.${warning.kind}`);
  const words = warnings.map(wordsOf);
  return (
    <>
      <Spoken>{words.join(' ')}</Spoken>
      {words.length > 0 ? (
        <section
          className={`stage-warnings${isUrgent ? ' stage-warnings--urgent' : ''}`}
          aria-label={t('title')}
        >
          <ul className="stage-warnings__list">
            {words.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          {mayBeRecorded(room) && room.you.role === 'host' ? (
            <Button
              look="danger"
              onPress={() => void run(() => session.request('session:go-live', {}))}
            >
              {t('record')}
            </Button>
          ) : null}
        </section>
      ) : null}
    </>
  );
}
