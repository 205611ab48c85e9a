import { AppError } from '../platform/app-error.ts';
import { beside, inTurn, nothing } from './handle.ts';

/** A peer's own ways to send and receive; a visitor in the lobby may connect the one it will receive with. */
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
  ...beside({
    'transport:connect': async ({ caller, room, input }) => {
      const { transportId, dtlsParameters } = input;
      await room.media.guard(() =>
        room.roster.transportOf(caller, transportId).connect(dtlsParameters),
      );
      return nothing;
    },
    'transport:restart-ice': async ({ caller, room, input }) => ({
      iceParameters: await room.media.guard(() =>
        room.roster.transportOf(caller, input.transportId).restartIce(),
      ),
      iceServers: room.media.iceServersFor(caller.peerId),
    }),
  }),
};
