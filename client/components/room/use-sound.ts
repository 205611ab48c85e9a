import { useCallback, useEffect, useState } from 'react';
import { SoundOutput } from '../../devices/sound-output.ts';
import type { SessionSnapshot } from '../../session/session-snapshot.ts';

export type Sound = {
  /** The browser refused to play until there is a press. */
  isBlocked: boolean;
  /** Call from a press. */
  unlock: () => void;
  /** Silenced by the person, from the lock screen or headphones. */
  isMuted: boolean;
  mute: (isMuted: boolean) => void;
  /** From 0 to 1. */
  volume: number;
  setVolume: (volume: number) => void;
};

/** Plays everything of the room that can be heard. Lives on the page, not in the room, so that no layout cuts it. */
export function useSound({ tracks, phase }: SessionSnapshot): Sound {
  const [isBlocked, setIsBlocked] = useState(false);
  const [isMuted, setIsMuted] = useState(false);
  const [volume, setVolume] = useState(1);
  const [output] = useState(() => new SoundOutput(setIsBlocked));

  useEffect(() => {
    if (phase === 'lobby') output.prepare();
  }, [output, phase]);
  useEffect(() => {
    output.play(new Map([...tracks].filter(([, track]) => track.kind === 'audio')));
  }, [output, tracks]);
  useEffect(() => output.setVolume(volume), [output, volume]);
  useEffect(() => () => output.close(), [output]);

  const mute = useCallback(
    (muted: boolean) => {
      output.mute(muted);
      setIsMuted(muted);
    },
    [output],
  );
  return { isBlocked, unlock: () => output.unlock(), isMuted, mute, volume, setVolume };
}
