import { useEffect, useRef, useState } from 'react';
import { toDeviceProblem, type DeviceProblem } from '../../devices/device-error.ts';

type Own = {
  state: 'off' | 'opening' | 'on';
  track: MediaStreamTrack | undefined;
  problem: DeviceProblem | undefined;
};

const off: Own = { state: 'off', track: undefined, problem: undefined };

/** A camera or microphone for as long as its step is on the page. It is opened by a press, never by itself. */
export function useOwnTrack(openDevice: () => Promise<MediaStreamTrack>) {
  const [own, setOwn] = useState<Own>(off);
  const { track } = own;
  const isGone = useRef(false);
  useEffect(() => {
    isGone.current = false;
    return () => void (isGone.current = true);
  }, []);
  useEffect(() => {
    if (!track) return;
    const lost = (): void => setOwn({ ...off, problem: 'lost' });
    track.addEventListener('ended', lost);
    return () => {
      track.removeEventListener('ended', lost);
      track.stop();
    };
  }, [track]);

  const open = async (): Promise<void> => {
    if (own.state === 'opening') return;
    setOwn({ ...off, state: 'opening' });
    try {
      const opened = await openDevice();
      // The step was left while the browser still asked.
      if (isGone.current) opened.stop();
      setOwn({ state: 'on', track: opened, problem: undefined });
    } catch (error) {
      setOwn({ ...off, problem: toDeviceProblem(error, { picker: false }) });
    }
  };
  return { ...own, open: () => void open() };
}
