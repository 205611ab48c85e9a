import { tellStory } from '../../media/capture/session-story.ts';
import type { HeldSession } from './demo-session.ts';
import type { Finding } from './finding.ts';
import { bandLevel, motionOf } from './measure.ts';

/** The speaker's voice; the host's tone is far above it. */
const voiceHz = 300;
/** What is looked at lies so far inside, in seconds: people press buttons, and frames take their time. */
const marginSeconds = 1;

/** Where the speaker was muted nothing of his voice is heard, and without his camera his picture stands still. */
export async function inspectAbsences(
  held: HeldSession,
  { mp3, hls }: { mp3: string; hls: string },
): Promise<Finding[]> {
  const { takes, zeroUs = 0 } = tellStory(held.events);
  const muted = takes.flatMap(({ start, pauses }) =>
    start.displayName === 'Pak Rahmat' && start.source === 'microphone' ? pauses : [],
  );
  const longest = muted.toSorted((a, b) => b.toUs - b.fromUs - (a.toUs - a.fromUs))[0];
  if (!longest) return [{ what: 'the mute', found: 'is not on the timeline', right: false }];
  const from = (longest.fromUs - zeroUs) / 1e6 + marginSeconds;
  const absent = { from, seconds: (longest.toUs - longest.fromUs) / 1e6 - 2 * marginSeconds };
  // He talked, with his camera, before he shared a screen.
  const present = { from: from - 25, seconds: absent.seconds };
  const [heard, silent] = [
    await bandLevel(mp3, voiceHz, present),
    await bandLevel(mp3, voiceHz, absent),
  ];
  const [moving, still] = [await motionOf(hls, present), await motionOf(hls, absent)];
  return [
    {
      what: 'his voice, and while he is muted',
      found: `${heard.toFixed(1)} dB, ${silent.toFixed(1)} dB`,
      right: silent < heard - 20,
    },
    {
      what: 'his picture, and without a camera',
      found: `moves by ${moving.toFixed(2)}, by ${still.toFixed(2)}`,
      right: still < moving / 3,
    },
  ];
}
