import { useCallback, useEffect, useRef, useState } from 'react';
import { startVoiceRecorder } from '../../devices/voice-recorder.ts';

export type VoiceTake = {
  sound: Blob;
  /** To be listened to on this device. */
  url: string;
};

const tickMs = 200;

/**
 * One recording of a microphone: made, listened to, discarded and made again. It ends by itself after `longestMs`, and
 * with its microphone.
 */
export function useVoiceTake(track: MediaStreamTrack | undefined, longestMs: number) {
  const [take, setTake] = useState<VoiceTake>();
  const [elapsedMs, setElapsedMs] = useState<number>();
  const finish = useRef<() => Promise<Blob>>(undefined);
  const url = take?.url;
  useEffect(() => (url ? () => URL.revokeObjectURL(url) : undefined), [url]);

  const stop = useCallback(async (): Promise<void> => {
    const ending = finish.current;
    finish.current = undefined;
    if (!ending) return;
    const sound = await ending();
    setElapsedMs(undefined);
    setTake({ sound, url: URL.createObjectURL(sound) });
  }, []);

  const isRecording = elapsedMs !== undefined;
  useEffect(() => {
    if (!isRecording) return;
    const begun = performance.now();
    const timer = setInterval(() => {
      const now = performance.now() - begun;
      if (now >= longestMs) void stop();
      // One that has been stopped meanwhile stays so.
      else setElapsedMs((before) => (before === undefined ? undefined : now));
    }, tickMs);
    return () => clearInterval(timer);
  }, [isRecording, longestMs, stop]);
  useEffect(() => {
    const onEnd = (): void => void stop();
    track?.addEventListener('ended', onEnd);
    return () => track?.removeEventListener('ended', onEnd);
  }, [track, stop]);

  return {
    take,
    /** While it is being recorded. */
    elapsedMs,
    start: (): void => {
      if (!track || finish.current) return;
      setTake(undefined);
      finish.current = startVoiceRecorder(track);
      setElapsedMs(0);
    },
    stop: () => void stop(),
    discard: () => setTake(undefined),
  };
}
