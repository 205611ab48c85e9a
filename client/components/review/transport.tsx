import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EpisodePlayer } from '../../player/episode-player.ts';
import type { SessionPlayhead } from '../../player/session-playhead.ts';
import type { Stretch } from '../../../server/protocol/episode-clock.ts';
import { Button } from '../button.tsx';
import { usePlayerValue } from '../episode/use-player.ts';
import { usePlayheadValue } from './use-playhead.ts';
import type { ReviewWords } from './use-review-words.ts';

type BarProps = {
  player: EpisodePlayer;
  playhead: SessionPlayhead;
  words: Pick<ReviewWords, 'at' | 'seconds'>;
  durationMs: number;
};

/** Plays, and says where one is. Stays in sight while one edits further down. */
export function TransportBar({
  player,
  playhead,
  words,
  durationMs,
  children,
}: Omit<BarProps, 'words'> & { words: Pick<ReviewWords, 'at'>; children: ReactNode }) {
  const { t } = useTranslation('review');
  const playing = usePlayerValue(player, (state) => state.playing);
  const position = usePlayheadValue(playhead, words.at);
  return (
    <div className="transport">
      <Button onPress={() => player.toggle()}>
        <span aria-hidden="true">{playing ? '❚❚' : '▶'}</span>
        {playing ? t('pause') : t('play')}
      </Button>
      <p className="numbers transport__position">
        <strong>{position}</strong> <span className="muted">/ {words.at(durationMs)}</span>
      </p>
      {children}
    </div>
  );
}

const steps = [-10_000, -1_000, -100, 100, 1_000, 10_000];

/** The way to another place: by hand, by key, or a little further. */
export function PositionField({
  playhead,
  words,
  durationMs,
  cuts,
}: Omit<BarProps, 'player'> & { cuts: readonly Stretch[] }) {
  const { t } = useTranslation('review');
  const seconds = usePlayheadValue(playhead, (atMs) => Math.round(atMs / 1000));
  /** While somebody drags: not where it is, but where it would go. */
  const [dragged, setDragged] = useState<number>();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const element = input.current;
    // React's onChange is each step of a drag; the browser's own "change" is its end.
    const onDone = (): void => {
      playhead.seek(Number(element?.value) * 1000);
      setDragged(undefined);
    };
    element?.addEventListener('change', onDone);
    return () => element?.removeEventListener('change', onDone);
  }, [playhead]);

  const value = dragged ?? seconds;
  const isCut = cuts.some(({ fromMs, toMs }) => value * 1000 >= fromMs && value * 1000 < toMs);
  const position = t('positionOf', {
    position: words.at(value * 1000),
    duration: words.at(durationMs),
  });
  return (
    <div className="position-field">
      <input
        ref={input}
        className="seek-bar__input"
        type="range"
        min={0}
        max={Math.max(1, Math.ceil(durationMs / 1000))}
        step={1}
        value={value}
        aria-label={t('position')}
        aria-valuetext={isCut ? t('insideCut', { position }) : position}
        onChange={(event) => setDragged(Number(event.target.value))}
      />
      <p className="small muted">{t('nudge')}</p>
      <div className="nudges">
        {steps.map((ms) => (
          <Button
            key={ms}
            aria-label={t(ms < 0 ? 'back' : 'forward', { length: words.seconds(Math.abs(ms)) })}
            onPress={() => playhead.seekBy(ms)}
          >
            <Nudge ms={ms} />
          </Button>
        ))}
      </div>
    </div>
  );
}

/** "−0,1 d" */
export function Nudge({ ms }: { ms: number }) {
  const { i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language).format(Math.abs(ms) / 1000);
  return (
    <span className="numbers">
      {ms < 0 ? '−' : '+'}
      {number}
    </span>
  );
}
