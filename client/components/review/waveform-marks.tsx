import type { ReviewFacts } from '../../../server/protocol/edits.ts';
import type { Chapter } from '../../../server/protocol/rest.ts';
import type { SessionPlayhead } from '../../player/session-playhead.ts';
import type { Changes } from '../../state/edit-history.ts';
import { usePlayheadValue } from './use-playhead.ts';

type WaveformMarksProps = {
  facts: ReviewFacts;
  edits: Changes['edits'];
  chapters: readonly Chapter[];
  playhead: SessionPlayhead;
};

/** What lies over the drawing. All of it is said in words elsewhere on the page. */
export function WaveformMarks({ facts, edits, chapters, playhead }: WaveformMarksProps) {
  const { people, durationMs, answers } = facts;
  const share = (ms: number): string => `${(ms / durationMs) * 100}%`;
  const span = ({ fromMs, toMs }: { fromMs: number; toMs: number }) => ({
    left: share(fromMs),
    width: share(Math.min(toMs, durationMs) - fromMs),
  });
  return (
    <div className="waveform__marks" aria-hidden="true">
      {answers.map((answer) => (
        <span key={answer.fromMs} className="waveform__answer small" style={span(answer)}>
          ?
        </span>
      ))}
      {edits.map((edit) => {
        if (edit.kind === 'cut') {
          return <span key={edit.editId} className="waveform__cut" style={span(edit)} />;
        }
        // What a screen played is not drawn.
        if (edit.source) return null;
        const person = people.find(({ peerId }) => peerId === edit.peerId);
        // All of a name are silenced together.
        const isMuted = ({ peerId, displayName }: (typeof people)[number]): boolean =>
          peerId === edit.peerId || (displayName !== '' && displayName === person?.displayName);
        return people.map((one, lane) => {
          if (!isMuted(one)) return null;
          const place = { ...span(edit), top: `calc(var(--strip) + ${lane * 4}rem)` };
          return (
            <span key={edit.editId + one.peerId} className="waveform__mute" style={place} />
          );
        });
      })}
      {chapters.map(({ startMs }, index) => (
        <span key={startMs} className="waveform__chapter" style={{ left: share(startMs) }}>
          <span className="small numbers">{index + 1}</span>
        </span>
      ))}
      <PlayheadLine playhead={playhead} durationMs={durationMs} />
    </div>
  );
}

type PlayheadLineProps = { playhead: SessionPlayhead; durationMs: number };

function PlayheadLine({ playhead, durationMs }: PlayheadLineProps) {
  const left = usePlayheadValue(playhead, (atMs) => `${(atMs / durationMs) * 100}%`);
  return <span className="waveform__playhead" style={{ left }} />;
}
