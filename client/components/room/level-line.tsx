import { useEffect, useRef } from 'react';
import { meterShare, openLevelMeter } from '../../devices/level-meter.ts';

const everyMs = 60;
/** Louder than a quiet room: someone has spoken. */
const heardShare = 0.15;

type LevelLineProps = {
  track: MediaStreamTrack;
  label: string;
  /** Called once the voice has been heard. */
  onHeard?: () => void;
};

/** How loud a microphone is, as a line that grows. Drawn without React: it changes sixteen times a second. */
export function LevelLine({ track, label, onHeard }: LevelLineProps) {
  const meter = useRef<HTMLMeterElement>(null);
  const heard = useRef(onHeard);
  useEffect(() => {
    heard.current = onHeard;
  });
  useEffect(() => {
    const source = openLevelMeter(track);
    const timer = setInterval(() => {
      const share = meterShare(source.read());
      if (meter.current) meter.current.value = share;
      if (share > heardShare) heard.current?.();
    }, everyMs);
    return () => {
      clearInterval(timer);
      source.close();
    };
  }, [track]);
  return <meter ref={meter} className="level-line" min={0} max={1} aria-label={label} />;
}
