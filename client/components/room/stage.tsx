import './stage.css';
import { useEffect, type ReactNode } from 'react';
import {
  isPicture,
  isReceived,
  onePicture,
  type DataMode,
} from '../../../server/protocol/data-mode.ts';
import { useTranslation } from 'react-i18next';
import type { ProducerState } from '../../../server/protocol/protocol.ts';
import type { StageMediaState } from '../../devices/stage-media.ts';
import { fitTiles, type Box } from '../../layout/fit-tiles.ts';
import { orderTiles, type TileRef } from '../../layout/order-tiles.ts';
import type { Receiver } from '../../session/receiver.ts';
import type { SessionSnapshot } from '../../session/session-snapshot.ts';
import { findProducer, isMuted, peopleOnStage, type RoomView } from '../../state/room-view.ts';
import { RoofDrawing } from '../logo.tsx';
import { Tile, type TileContent } from './tile.tsx';
import { useSize } from './use-size.ts';

/** From here on somebody is heard, in dBov. */
const speakingDbov = -50;

type StageProps = {
  room: RoomView;
  tracks: SessionSnapshot['tracks'];
  sending: SessionSnapshot['sending'];
  /** One's own devices: one sees oneself without the way through the hub. */
  media: StageMediaState;
  receiver: Pick<Receiver, 'shownAt'>;
  dataMode: DataMode;
  /** What to say while nobody is there. */
  emptyText: string;
  children?: ReactNode;
};

/** The people and screens on stage, as large as the place allows. */
export function Stage(props: StageProps) {
  const { room, receiver, dataMode, emptyText, children } = props;
  const { t } = useTranslation('room');
  const [size, measure] = useSize();
  const { order, boxes } = arrange(room, size, dataMode);
  useShownSizes(room, order, boxes, receiver);

  return (
    <section className="stage" aria-label={t('stage.label')}>
      <div className="stage__place" ref={measure}>
        {order.length === 0 ? (
          <div className="stage__empty">
            <RoofDrawing />
            <h2>{t('stage.empty')}</h2>
            <p>{emptyText}</p>
          </div>
        ) : (
          <ul className="stage__tiles">
            {order.map((tile, index) => {
              const content = contentOf(tile, props);
              const box = boxes[index];
              return content && box ? (
                <Tile key={keyOf(tile)} box={box} content={content} />
              ) : null;
            })}
          </ul>
        )}
      </div>
      {children}
    </section>
  );
}

const keyOf = ({ peerId, source }: TileRef): string => `${peerId} ${source}`;

function arrange(
  room: RoomView,
  size: { width: number; height: number },
  dataMode: DataMode,
): { order: TileRef[]; boxes: Box[] } {
  const people = peopleOnStage(room).map((peer) => peer.peerId);
  const screens = [...room.producers.values()]
    .filter((producer) => producer.source === 'screen' && people.includes(producer.peerId))
    .map((producer) => producer.peerId);
  const only = dataMode === 'light' ? lightPicture(room) : undefined;
  const { large, rest } = orderTiles({
    ...{ people, screens, lastSpeaker: room.lastSpeaker },
    onlyPicture: only && { peerId: only.peerId, source: only.source as TileRef['source'] },
  });
  const fit = fitTiles(size, rest.length, large?.source);
  return {
    order: large ? [large, ...rest] : rest,
    boxes: fit.large ? [fit.large, ...fit.rest] : fit.rest,
  };
}

/** The picture that the hub sends in the light mode. */
const lightPicture = ({ producers, you, activeSpeaker }: RoomView): ProducerState | undefined =>
  onePicture(producers.values(), { viewer: you.peerId, activeSpeaker });

/** Tells the hub how large each picture is here, so that nobody pays for pixels that are not shown. */
function useShownSizes(
  room: RoomView,
  order: TileRef[],
  boxes: Box[],
  receiver: Pick<Receiver, 'shownAt'>,
): void {
  useEffect(() => {
    // Before the stage is measured nothing has a size, and everything is on its way to be shown.
    if (!boxes.some(({ height }) => height > 0)) return;
    for (const { peerId, source, producerId } of room.producers.values()) {
      if (!isPicture(source)) continue;
      const index = order.findIndex((tile) => tile.peerId === peerId && tile.source === source);
      const height = boxes[index]?.height ?? 0;
      receiver.shownAt(producerId, source, Math.round(height * devicePixelRatio));
    }
  });
}

function contentOf(
  { peerId, source }: TileRef,
  { room, tracks, sending, media, dataMode }: StageProps,
): TileContent | undefined {
  const peer = room.peers.get(peerId);
  if (!peer) return undefined;
  const isYou = peerId === room.you.peerId;
  const producer = findProducer(room, peerId, source);
  const theirs = producer && !producer.paused ? tracks.get(producer.producerId) : undefined;
  const isSent =
    isReceived(dataMode, source) &&
    (dataMode !== 'light' || lightPicture(room)?.producerId === producer?.producerId);
  const own = sending.get(source)?.paused === false ? media[source].track : undefined;
  return {
    peer,
    source,
    track: isYou ? own : isSent ? theirs : undefined,
    isMuted: isYou ? sending.get('microphone')?.paused !== false : isMuted(room, peerId),
    isSpeaking: speaks(room, peerId),
    isYou,
    showsConsent: room.you.role !== 'listener',
  };
}

/** The audience hears of the loudest person only; the stage of everybody's level. */
function speaks(room: RoomView, peerId: string): boolean {
  const dbov = room.levels.get(peerId);
  if (room.levels.size > 0 || room.you.onStage)
    return dbov !== undefined && dbov > speakingDbov;
  return room.activeSpeaker === peerId;
}
