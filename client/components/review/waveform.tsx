import './waveform.css';
import {
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type MouseEvent,
  type RefObject,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { ReviewFacts } from '../../../server/protocol/edits.ts';
import type { Chapter } from '../../../server/protocol/rest.ts';
import type { SessionPlayhead } from '../../player/session-playhead.ts';
import type { Changes } from '../../state/edit-history.ts';
import { decodeLevels } from '../../state/voice-levels.ts';
import { Button } from '../button.tsx';
import { useLength } from '../moment.tsx';
import { useSize } from '../room/use-size.ts';
import { usePlayheadValue } from './use-playhead.ts';
import { WaveformCanvas } from './waveform-canvas.tsx';
import { WaveformMarks } from './waveform-marks.tsx';
import { WaveformWords } from './waveform-words.tsx';

type WaveformProps = {
  facts: ReviewFacts;
  edits: Changes['edits'];
  chapters: readonly Chapter[];
  playhead: SessionPlayhead;
};

/** More than this many pixels a second show nothing new. */
const nearest = 60;

/** Who spoke when, with what is cut, the chapters and the answered questions on it; a press goes there. */
export function Waveform({ facts, edits, chapters, playhead }: WaveformProps) {
  const { t } = useTranslation('review');
  const toLength = useLength();
  const { people, durationMs } = facts;
  const lanes = useMemo(() => people.map(({ levels }) => decodeLevels(levels)), [people]);
  const [doublings, setDoublings] = useState(0);
  const [scrolled, setScrolled] = useState(0);
  const [view, measureView] = useSize();
  const [lane, measureLanes] = useSize();
  const width = view.width * 2 ** doublings;
  const msPerPixel = width > 0 ? durationMs / width : 1;
  const scroller = useFollowing(playhead, { width, durationMs });

  const onClick = ({ clientX, currentTarget }: MouseEvent): void => {
    const { left, width: whole } = currentTarget.getBoundingClientRect();
    playhead.seek(((clientX - left) / whole) * durationMs);
  };
  const names = people.map(({ displayName }) => displayName).join(', ');
  return (
    <div className="waveform">
      <div className="waveform__measure" ref={measureView} />
      <div
        ref={scroller}
        className="waveform__scroll"
        role="group"
        tabIndex={0}
        aria-label={t('wave.scroll')}
        onScroll={({ currentTarget }) => setScrolled(currentTarget.scrollLeft)}
      >
        {/* By key one goes there with the slider below. */}
        <div className="waveform__whole" style={{ width }} onClick={onClick}>
          <div className="waveform__view" style={{ width: view.width }}>
            <div
              ref={measureLanes}
              className="waveform__lanes"
              style={{ height: `${people.length * 4}rem` }}
            >
              <WaveformCanvas
                label={t('wave.picture', { names, length: toLength(durationMs) })}
                lanes={lanes}
                fromMs={scrolled * msPerPixel}
                msPerPixel={msPerPixel}
                width={view.width}
                height={lane.height}
              />
              {people.map(({ peerId, displayName }, index) => (
                <span
                  key={peerId}
                  className="waveform__name small"
                  style={{ top: `${index * 4}rem` }}
                >
                  {displayName}
                </span>
              ))}
            </div>
          </div>
          <WaveformMarks facts={facts} edits={edits} chapters={chapters} playhead={playhead} />
        </div>
      </div>
      <div className="row waveform__tools">
        <Button
          isDisabled={width / (durationMs / 1000) >= nearest}
          onPress={() => setDoublings(doublings + 1)}
        >
          {t('wave.nearer')}
        </Button>
        <Button isDisabled={doublings === 0} onPress={() => setDoublings(doublings - 1)}>
          {t('wave.farther')}
        </Button>
        <ul className="waveform__legend small">
          {(['cut', 'mute', 'chapter', 'answer'] as const).map((kind) => (
            <li key={kind} className={`waveform__key waveform__key--${kind}`}>
              {t(`wave.${kind}`)}
            </li>
          ))}
        </ul>
      </div>
      <WaveformWords facts={facts} lanes={lanes} />
    </div>
  );
}

/** Keeps the playhead in view: when it moves out, and in the middle when the scale changes. For the scroller's `ref`. */
function useFollowing(
  playhead: SessionPlayhead,
  { width, durationMs }: { width: number; durationMs: number },
): RefObject<HTMLDivElement | null> {
  const scroller = useRef<HTMLDivElement>(null);
  const x = usePlayheadValue(playhead, (atMs) => Math.round((atMs / durationMs) * width));
  const latestX = useRef(x);
  useEffect(() => {
    latestX.current = x;
    const element = scroller.current;
    if (!element) return;
    const { scrollLeft, clientWidth } = element;
    const isOut = x < scrollLeft || x > scrollLeft + clientWidth;
    if (isOut) element.scrollTo({ left: x - clientWidth / 10 });
  }, [x]);
  useLayoutEffect(() => {
    const element = scroller.current;
    element?.scrollTo({ left: latestX.current - element.clientWidth / 2 });
  }, [width]);
  return scroller;
}
