import { useEffect, useState, useSyncExternalStore } from 'react';
import { recallSeat, rememberSeat } from '../../session/seat-memory.ts';
import type { RoomSession } from '../../session/room-session.ts';
import { StagePresence } from '../../session/stage-presence.ts';
import type { SessionSnapshot } from '../../session/session-snapshot.ts';
import type { StageMediaState } from '../../devices/stage-media.ts';

export type Stage = { presence: StagePresence; media: StageMediaState };

/** This person's devices for as long as the room is shown, back on stage after a reload. */
export function useStage(session: RoomSession): Stage {
  const [presence] = useState(() => new StagePresence(session));
  useEffect(() => () => presence.close(), [presence]);
  const media = useSyncExternalStore(
    (listener) => presence.subscribe(listener),
    () => presence.media,
  );
  return { presence, media };
}

/** Remembers what this tab does in the room, and goes on with it after a reload. */
export function useSeatMemory(
  code: string,
  { room, sending, lobby }: SessionSnapshot,
  presence: StagePresence,
): void {
  const isOnStage = room?.you.onStage === true;
  const displayName = room?.you.displayName ?? lobby?.displayName ?? '';

  useEffect(() => {
    const before = recallSeat(code)?.sending;
    if (isOnStage && before && sending.size === 0) {
      // What fails here is shown as the problem of its device.
      presence.resume(before).catch(() => undefined);
    }
    // Only on arrival: later changes are made here, not found here.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [code, presence]);

  useEffect(() => {
    const on = [...sending].filter(([, { paused }]) => !paused).map(([source]) => source);
    // Right after a reload nothing is sent yet; that is not what was wanted.
    if (isOnStage && sending.size === 0) return;
    rememberSeat(code, { displayName, ...(isOnStage ? { sending: on } : {}) });
  }, [code, displayName, isOnStage, sending]);
}
