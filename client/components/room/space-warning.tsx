import { useEffect, useState } from 'react';
import type { RecordingForecast } from '../../../server/protocol/recording-forecast.ts';
import type { RoomSession } from '../../session/room-session.ts';
import { Callout } from '../callout.tsx';
import { useSpaceWords } from './use-space-words.ts';

/** Before going live: says when the server has no room for the session as it is planned, or for its episode. */
export function SpaceWarning({ session }: { session: Pick<RoomSession, 'request'> }) {
  const toWords = useSpaceWords(false);
  const [forecast, setForecast] = useState<RecordingForecast>();
  useEffect(() => {
    let isGone = false;
    session.request('recording:forecast', {}).then(
      (answer) => {
        if (!isGone) setForecast(answer);
      },
      // Not knowing is no reason to hold anyone up: the recorder tells when space runs out.
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [session]);
  if (!forecast || forecast.isEnoughToMake) return null;
  const alarm = forecast.isEnough ? {} : ({ tone: 'problem', urgent: true } as const);
  return (
    <Callout {...alarm}>
      <p>{toWords(forecast)}</p>
    </Callout>
  );
}
