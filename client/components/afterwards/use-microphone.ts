import { useEffect, useRef, useState } from 'react';
import { openMicrophone } from '../../devices/capture.ts';
import { listDevices, watchDevices, type DeviceChoice } from '../../devices/device-list.ts';
import { useOwnTrack } from '../self-test/use-own-track.ts';

/** The microphone that was opened here, and the others there are. */
export function useMicrophone() {
  const wanted = useRef<string>(undefined);
  const own = useOwnTrack(() => openMicrophone(wanted.current));
  const [choices, setChoices] = useState<DeviceChoice[]>([]);
  const { track } = own;
  useEffect(() => {
    if (!track) return;
    let isCurrent = true;
    const list = (): void =>
      void listDevices().then(({ microphones }) => {
        if (isCurrent) setChoices(microphones);
      });
    list();
    const unwatch = watchDevices(list);
    return () => {
      isCurrent = false;
      unwatch();
    };
  }, [track]);
  return {
    ...own,
    choices,
    deviceId: track?.getSettings().deviceId,
    choose: (deviceId: string): void => {
      wanted.current = deviceId;
      own.open();
    },
  };
}
