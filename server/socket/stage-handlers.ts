import { inTurn, nothing, type Handlers } from './handle.ts';

const seated = inTurn({
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

/** Coming on stage, and what is asked there. */
export const stageHandlers = {
  ...seated,
  async 'recording:consent'(connection, input) {
    const { recording } = connection.room;
    const answer = await seated['recording:consent'](connection, input);
    // Not in the room's turn: nobody else waits for the database.
    await recording.answersStored();
    return answer;
  },
} satisfies Partial<Handlers>;
