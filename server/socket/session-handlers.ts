import { inTurn, nothing } from './handle.ts';

/** Going live, after a countdown or at once, ending, locking, and marking moments. */
export const sessionHandlers = inTurn({
  'session:go-live': async ({ room }) => {
    await room.phase.goLive();
    return nothing;
  },
  'practice:open': ({ room }) => room.practice.open(),
  'countdown:start': ({ room }) => {
    room.phase.countDown();
    return nothing;
  },
  'countdown:cancel': ({ room }) => {
    room.phase.cancelCountdown();
    return nothing;
  },
  'session:end': async ({ room }) => {
    await room.phase.end();
    return nothing;
  },
  'room:lock': async ({ room, input }) => {
    await room.lock.set(input.isLocked);
    return nothing;
  },
  'mark:add': async ({ peer, room, input }) => {
    const { peerId } = peer;
    await room.recording.ask((recorder) => recorder.mark({ title: input.title, peerId }));
    return nothing;
  },
});
