import { useEffect, useState } from 'react';
import { meterShare, openLevelMeter } from '../../devices/level-meter.ts';

const everyMs = 250;
/** People breathe in before they speak; nobody is silent this long right after switching on. */
const silentMs = 10_000;
/** A muted device gives digital silence; even a quiet room is louder than nothing. */
const nothing = 0;

/** Whether a microphone that is on has given no sound at all for ten seconds: muted on the device itself. */
export function useSilence(track: MediaStreamTrack | undefined, isOn: boolean): boolean {
  const [isSilent, setIsSilent] = useState(false);
  useEffect(() => {
    if (!track || !isOn) return;
    const meter = openLevelMeter(track);
    let lastHeardMs = Date.now();
    const timer = setInterval(() => {
      const isHeard = !track.muted && meterShare(meter.read()) > nothing;
      if (isHeard) lastHeardMs = Date.now();
      setIsSilent(Date.now() - lastHeardMs > silentMs);
    }, everyMs);
    return () => {
      clearInterval(timer);
      meter.close();
      setIsSilent(false);
    };
  }, [track, isOn]);
  return isSilent;
}
