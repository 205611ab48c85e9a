import { inTurn, nothing } from './handle.ts';

/** Going live, after a countdown or at once, ending and locking. */
export const sessionHandlers = inTurn({
  'recording:forecast': ({ room }) => room.phase.forecast(),
  'session:go-live': async ({ room }) => {
    await room.phase.goLive();
    return nothing;
  },
  'practice:open': ({ room }) => room.practice.open(),
  'practice:record': async ({ room }) => {
    await room.phase.recordPractice();
    return nothing;
  },
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
});
