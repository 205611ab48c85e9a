/** How long one person has spoken in a session, and when last, in ms on the session clock. */
export type TalkTime = {
  readonly spokenMs: number;
  /** Undefined while there was nothing but a cough. */
  readonly lastMs: number | undefined;
  readonly stretch: Stretch;
};

/** What was said without a pause: from when to when, how often a voice was measured in it, and all said before it. */
type Stretch = { fromMs: number; toMs: number; heard: number; beforeMs: number };

/** One microphone at one moment. */
export type Measured = { personKey: string; dbov: number; isEcho: boolean };

/**
 * Quieter than this, in dBov, is somebody's fan or street. Low for a voice, since what is measured is the mean of
 * decibels over a quarter of a second, and words have silence in them.
 */
const voiceDbov = -55;
/** So much weaker than the loudest, in dB, it is the same voice in the microphone of a neighbour. */
const neighbourDb = 15;
/** Each measurement is of the time since the one before. */
const measureMs = 250;
/** People breathe, and look for a word. */
const breathMs = 1_500;
/** A voice is there for a second; a cough, a chair or a door is not. */
const heardMin = 4;

const silent: TalkTime = {
  spokenMs: 0,
  lastMs: undefined,
  stretch: { fromMs: 0, toMs: -Infinity, heard: 0, beforeMs: 0 },
};

/** Whose voice that is, of all that is measured at the same moment. Who has an echo speaks only where nobody is louder. */
export function voicesIn(measured: readonly Measured[]): Set<string> {
  const loudest = Math.max(...measured.map(({ dbov }) => dbov));
  const voices = measured.filter(
    ({ dbov, isEcho }) => dbov >= voiceDbov && loudest - dbov <= (isEcho ? 0 : neighbourDb),
  );
  return new Set(voices.map(({ personKey }) => personKey));
}

/** After a voice was measured once more. A stretch counts from its beginning, as soon as it is longer than a cough. */
export function hear(known: TalkTime = silent, atMs: number): TalkTime {
  const gapMs = atMs - known.stretch.toMs;
  const stretch =
    gapMs >= 0 && gapMs <= breathMs
      ? { ...known.stretch, toMs: atMs, heard: known.stretch.heard + 1 }
      : {
          fromMs: Math.max(0, atMs - measureMs),
          ...{ toMs: atMs, heard: 1, beforeMs: known.spokenMs },
        };
  if (stretch.heard < heardMin) return { ...known, stretch };
  const { beforeMs, fromMs, toMs } = stretch;
  return { spokenMs: beforeMs + toMs - fromMs, lastMs: toMs, stretch };
}
