import { useEffect, useRef, useState } from 'react';
import { columnHeights } from '../../state/voice-levels.ts';

type WaveformCanvasProps = {
  label: string;
  /** Of each person, top to bottom. */
  lanes: readonly Uint8Array[];
  /** What part of the session is in view. */
  fromMs: number;
  msPerPixel: number;
  /** In CSS pixels. */
  width: number;
  height: number;
};

/** A bar and the gap after it, in CSS pixels. */
const columnWidth = 3;
const barWidth = 2;

/** Everybody's loudness, as far as it is in view: however long the session, no larger than the screen. */
export function WaveformCanvas({ label, lanes, ...view }: WaveformCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const isDark = useIsDark();
  const { fromMs, msPerPixel, width, height } = view;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context || width === 0 || lanes.length === 0) return;
    const ratio = window.devicePixelRatio;
    canvas.current.width = Math.round(width * ratio);
    canvas.current.height = Math.round(height * ratio);
    context.scale(ratio, ratio);
    context.fillStyle = getComputedStyle(canvas.current).color;
    const columnMs = columnWidth * msPerPixel;
    // Bars stay where they are in the session while it is scrolled.
    const first = Math.floor(fromMs / columnMs);
    const shift = (fromMs - first * columnMs) / msPerPixel;
    const laneHeight = height / lanes.length;
    lanes.forEach((levels, lane) => {
      const columns = Math.ceil(width / columnWidth) + 1;
      const span = { fromMs: first * columnMs, columnMs, columns };
      columnHeights(levels, span).forEach((share, column) => {
        const bar = Math.max(2, share * (laneHeight - 8));
        const top = lane * laneHeight + (laneHeight - bar) / 2;
        context.fillRect(column * columnWidth - shift, top, barWidth, bar);
      });
    });
  }, [lanes, fromMs, msPerPixel, width, height, isDark]);
  return (
    <canvas
      ref={canvas}
      className="waveform__canvas"
      style={{ width, height }}
      role="img"
      aria-label={label}
    />
  );
}

/** A canvas keeps the colours it was drawn in. */
function useIsDark(): boolean {
  const [query] = useState(() => matchMedia('(prefers-color-scheme: dark)'));
  const [isDark, setIsDark] = useState(query.matches);
  useEffect(() => {
    const onChange = (): void => setIsDark(query.matches);
    query.addEventListener('change', onChange);
    return () => query.removeEventListener('change', onChange);
  }, [query]);
  return isDark;
}
