import { useEffect, useRef, useState } from 'react';
import { openTestTone } from '../../devices/test-tone.ts';
import { loadCode } from '../../load-code.ts';
import type { LineResult } from '../../state/self-test.ts';

type LineTest = { isRunning: boolean; result: LineResult | undefined };

/** Tries the line when asked. Leaving the page ends it. */
export function useLineTest() {
  const [test, setTest] = useState<LineTest>({ isRunning: false, result: undefined });
  const abort = useRef<AbortController>(undefined);
  useEffect(() => () => abort.current?.abort(), []);

  /** Call from a press: it makes a sound, if one that nobody hears. */
  const start = (): void => {
    if (test.isRunning) return;
    const controller = new AbortController();
    abort.current = controller;
    setTest({ isRunning: true, result: undefined });
    void measure(controller.signal).then((result) => {
      if (!controller.signal.aborted) setTest({ isRunning: false, result });
    });
  };
  return { ...test, start };
}

async function measure(signal: AbortSignal): Promise<LineResult> {
  const tone = openTestTone();
  try {
    // It brings the media code along, which the other steps do without.
    const { measureLine } = await loadCode(() => import('../../session/line-test.ts'));
    return await measureLine(tone.track, signal);
  } catch {
    // Not even the code came.
    return { problem: 'no-hub' };
  } finally {
    tone.close();
  }
}
