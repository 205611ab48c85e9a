import { AppError } from '../platform/app-error.ts';
import { atOnce, inTurn, nothing, own } from './handle.ts';

/** A peer's own ways to send and receive. */
export const transportHandlers = {
  ...inTurn({
    'transport:open': async ({ peer, room, input }) => {
      const { media, receivers, stage } = room;
      if (input.direction === 'receive') {
        return media.optionsOf(await receivers.reopen(peer), peer.peerId);
      }
      if (!peer.onStage) {
        throw new AppError('forbidden', 'Only people on stage send. Enter the stage first.');
      }
      return media.optionsOf(await stage.openSending(peer), peer.peerId);
    },
  }),
  ...atOnce({
    'transport:connect': async ({ peer, input }) => {
      await own(peer.transport(input.transportId), 'transport').connect(input.dtlsParameters);
      return nothing;
    },
    'transport:restart-ice': async ({ peer, room, input }) => ({
      iceParameters: await own(peer.transport(input.transportId), 'transport').restartIce(),
      iceServers: room.media.iceServersFor(peer.peerId),
    }),
  }),
};
