import { inTurn, nothing } from './handle.ts';

/** What a peer on stage sends. */
export const producerHandlers = inTurn({
  'producer:open': async ({ peer, room, input }) => ({
    producerId: await room.stage.openProducer(peer, input),
  }),
  'producer:pause': async ({ peer, room, input }) => {
    await room.stage.setPaused(peer, input.producerId, true);
    return nothing;
  },
  'producer:resume': async ({ peer, room, input }) => {
    await room.stage.setPaused(peer, input.producerId, false);
    return nothing;
  },
  'producer:close': ({ peer, room, input }) => {
    room.stage.closeProducer(peer, input.producerId);
    return nothing;
  },
});
