import { AppError } from '../platform/app-error.ts';
import { toOptions } from '../rooms/lobby.ts';
import { atOnce, inTurn, nothing, own } from './handle.ts';

/** A peer's own ways to send and receive. */
export const transportHandlers = {
  ...inTurn({
    'transport:open': async ({ peer, room, input }) => {
      if (input.direction === 'receive') return toOptions(await room.receivers.reopen(peer));
      if (!peer.onStage) {
        throw new AppError('forbidden', 'Only people on stage send. Enter the stage first.');
      }
      return toOptions(await room.stage.openSending(peer));
    },
  }),
  ...atOnce({
    'transport:connect': async ({ peer, input }) => {
      await own(peer.transport(input.transportId), 'transport').connect(input.dtlsParameters);
      return nothing;
    },
    'transport:restart-ice': async ({ peer, input }) => ({
      iceParameters: await own(peer.transport(input.transportId), 'transport').restartIce(),
    }),
  }),
};
