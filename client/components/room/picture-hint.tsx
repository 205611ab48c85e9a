import { useTranslation } from 'react-i18next';
import type { SessionSnapshot } from '../../session/session-snapshot.ts';
import type { RoomView } from '../../state/room-view.ts';
import { hasUnseenCamera } from '../../state/unseen-cameras.ts';
import { Spoken } from '../spoken.tsx';

/** Why somebody sees less than there is. */
export function PictureHint({ snapshot, room }: { snapshot: SessionSnapshot; room: RoomView }) {
  const { t } = useTranslation('network');
  const { dataMode } = snapshot;
  const isUnseen = hasUnseenCamera(room, snapshot);
  return (
    <>
      <Spoken>{isUnseen ? t('hint.noH264') : ''}</Spoken>
      {isUnseen ? <p className="room__hint">{t('hint.noH264')}</p> : null}
      {dataMode === 'full' ? null : <p className="room__hint">{t(`hint.${dataMode}`)}</p>}
    </>
  );
}
