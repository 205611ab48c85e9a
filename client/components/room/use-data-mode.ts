import { useState } from 'react';
import type { DataMode } from '../../../server/protocol/data-mode.ts';
import {
  recallDataMode,
  rememberDataMode,
  type RecalledMode,
} from '../../session/data-mode-memory.ts';
import type { RoomSession } from '../../session/room-session.ts';

export type DataModeChoice = RecalledMode & { choose: (dataMode: DataMode) => void };

/** How much this device has sent to it: remembered from last time, before the room's code is there and after. */
export function useDataMode(
  session: Pick<RoomSession, 'chooseDataMode'> | undefined,
): DataModeChoice {
  const [recalled, setRecalled] = useState(recallDataMode);
  return {
    ...recalled,
    choose: (dataMode) => {
      setRecalled({ dataMode, reason: undefined });
      rememberDataMode(dataMode);
      session?.chooseDataMode(dataMode);
    },
  };
}
