import { useTranslation } from 'react-i18next';
import type { PeerState } from '../../../server/protocol/protocol.ts';
import type { Box } from '../../layout/fit-tiles.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icons.tsx';
import { Picture } from './picture.tsx';
import { QualityMark } from './quality-mark.tsx';

export type TileContent = {
  peer: PeerState;
  source: 'camera' | 'screen';
  /** Undefined while there is no picture: then the avatar stands there. */
  track: MediaStreamTrack | undefined;
  isMuted: boolean;
  isSpeaking: boolean;
  isYou: boolean;
  /** Whether to say of people who declined that they are not recorded: for those who work here, not the audience. */
  showsConsent: boolean;
};

/** One person, or one shared screen, at one place of the stage. */
export function Tile({ box, content }: { box: Box; content: TileContent }) {
  const { t } = useTranslation('room');
  const { peer, source, track, isMuted, isSpeaking, isYou, showsConsent } = content;
  const name = peer.displayName || t('guest');
  const isScreen = source === 'screen';
  const title = isScreen
    ? t('stage.screenOf', { name })
    : isYou
      ? `${name} (${t('you')})`
      : name;
  const speaks = isSpeaking && !isMuted && !isScreen;

  return (
    <li
      className={`tile${speaks ? ' tile--speaking' : ''}`}
      style={{
        transform: `translate(${box.left}px, ${box.top}px)`,
        width: box.width,
        height: box.height,
      }}
    >
      {track ? (
        <Picture
          track={track}
          label={isScreen ? title : t('stage.pictureOf', { name })}
          isMirrored={isYou && !isScreen}
          isWhole={isScreen}
        />
      ) : (
        <Avatar name={name} />
      )}
      {peer.connected ? null : <span className="tile__away">{t('stage.away')}</span>}
      <span className="tile__plate">
        <span className="tile__name">{title}</span>
        {!isScreen && isMuted ? (
          <span className="tile__mark">
            <Icon name="microphoneOff" />
            <span className="tile__word">{t('stage.muted')}</span>
          </span>
        ) : null}
        {speaks ? (
          <span className="tile__mark">
            <Icon name="sound" />
            <span className="tile__word">{t('stage.speaking')}</span>
          </span>
        ) : null}
        {!isScreen && peer.quality !== undefined ? <QualityMark score={peer.quality} /> : null}
      </span>
      {showsConsent && peer.recordingConsent === false ? (
        <span className="tile__consent">
          <Icon name="recordOff" />
          <span className="tile__word">{t('stage.notRecorded')}</span>
        </span>
      ) : null}
    </li>
  );
}
