import { useTranslation } from 'react-i18next';
import type { SessionSnapshot } from '../../session/session-snapshot.ts';
import { hasUnseenCamera } from '../../state/unseen-cameras.ts';
import type { RoomView } from '../../state/room-view.ts';

/** Why somebody sees less than there is. */
export function PictureHint({ snapshot, room }: { snapshot: SessionSnapshot; room: RoomView }) {
  const { t } = useTranslation('network');
  const { dataMode } = snapshot;
  return (
    <>
      {dataMode === 'full' ? null : <p className="room__hint">{t(`hint.${dataMode}`)}</p>}
      <div role="status">
        {hasUnseenCamera(room, snapshot) ? (
          <p className="room__hint">{t('hint.noH264')}</p>
        ) : null}
      </div>
    </>
  );
}
