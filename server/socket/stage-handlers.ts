import { inTurn, nothing } from './handle.ts';

/** Coming on stage, and what is asked there. */
export const stageHandlers = inTurn({
  'recording:consent': async ({ peer, room, input }) => {
    await room.stage.consent(peer, input);
    return nothing;
  },
  'stage:enter': async ({ peer, room }) => ({
    sendTransport: room.media.optionsOf(await room.stage.enter(peer), peer.peerId),
  }),
  'stage:leave': ({ peer, room }) => {
    room.invites.stepDown(peer);
    return nothing;
  },
});
