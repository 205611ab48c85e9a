import { useEffect, useState } from 'react';
import { loadCode } from '../../load-code.ts';
import type * as roomParts from './room-parts.ts';

type RoomParts = typeof roomParts;

/**
 * The room's own parts: they come with the socket, not with the page that announces the session. Undefined until they
 * are here; an Error when they cannot be fetched.
 *
 * Not React's lazy(): that draws a fallback first, and holds back what follows a fallback for 300 ms.
 */
export function useRoomParts(isNeeded: boolean): RoomParts | Error | undefined {
  const [parts, setParts] = useState<RoomParts | Error>();
  useEffect(() => {
    if (!isNeeded) return;
    loadCode(() => import('./room-parts.ts')).then(setParts, (cause: unknown) =>
      setParts(new Error('the room did not load', { cause })),
    );
  }, [isNeeded]);
  return parts;
}
