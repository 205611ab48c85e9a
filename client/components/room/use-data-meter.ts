import { useEffect, useState } from 'react';
import type { DataMode } from '../../../server/protocol/data-mode.ts';
import { DataMeter } from '../../session/data-meter.ts';
import type { RoomSession } from '../../session/room-session.ts';

/** Measures what comes to this page for as long as the room is shown. */
export function useDataMeter(session: RoomSession, dataMode: DataMode): DataMeter {
  const [meter] = useState(() => new DataMeter(() => session.receiver.readLink()));
  useEffect(() => meter.run(), [meter]);
  useEffect(() => meter.startOver(), [meter, dataMode]);
  return meter;
}
