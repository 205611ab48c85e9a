import { useEffect, useState } from 'react';
import type { StageSize } from '../../layout/fit-tiles.ts';

/** Measures an element in CSS pixels, now and whenever it changes. Give the returned function to `ref`. */
export function useSize(): [StageSize, (element: HTMLElement | null) => void] {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [size, setSize] = useState<StageSize>({ width: 0, height: 0 });
  useEffect(() => {
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const { width, height } = entry.contentRect;
      setSize({ width: Math.floor(width), height: Math.floor(height) });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return [size, setElement];
}
