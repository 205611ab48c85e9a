import { useEffect, useRef } from 'react';
import type { RoomSession } from '../../session/room-session.ts';
import { SpaceWatch } from '../../session/space-watch.ts';
import { peopleOnStage, type RoomView } from '../../state/room-view.ts';
import { useNotice } from '../notices.tsx';
import { useSpaceWords } from './use-space-words.ts';

/** A session may go on for longer than planned, and others fill the disk as well. */
const everyMs = 5 * 60_000;

/** While live: tells a host once when the server has no room any more for who is on stage, or for how long it goes on. */
export function useSpaceNews(session: Pick<RoomSession, 'request'>, room: RoomView): void {
  const announce = useNotice();
  const toWords = useSpaceWords(true);
  const people = peopleOnStage(room).length;
  const { state, practiceOf } = room.session;
  const isWatched = room.you.role === 'host' && state === 'live' && !practiceOf;
  const watch = useRef<SpaceWatch>(undefined);
  const latest = useRef({ people, toWords });
  useEffect(() => {
    latest.current = { people, toWords };
  });
  useEffect(() => {
    if (!isWatched) return;
    const one = new SpaceWatch(latest.current.people, {
      ask: () => session.request('recording:forecast', {}),
      tell: (forecast) => announce(latest.current.toWords(forecast), 'problem'),
    });
    watch.current = one;
    const timer = setInterval(() => void one.look(), everyMs);
    return () => {
      clearInterval(timer);
      watch.current = undefined;
    };
  }, [isWatched, session, announce]);
  useEffect(() => {
    void watch.current?.onStage(people);
  }, [people]);
}
