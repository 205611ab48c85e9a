import { useEffect, useRef, useState, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chapter } from '../../../server/protocol/rest.ts';
import type { EpisodePlayer } from '../../player/episode-player.ts';
import { formatPosition } from '../../player/format-position.ts';
import { findThumbnail, parseThumbnails, type Thumbnail } from '../../player/thumbnails.ts';
import { usePlayerValue } from './use-player.ts';

type SeekBarProps = {
  player: EpisodePlayer;
  chapters: readonly Chapter[];
  thumbnailsUrl: string | undefined;
};

/** Where one is, and the way to somewhere else; a mark where a chapter begins, a small picture under the pointer. */
export function SeekBar({ player, chapters, thumbnailsUrl }: SeekBarProps) {
  const { t } = useTranslation('episode');
  const seconds = usePlayerValue(player, (state) => Math.floor(state.positionMs / 1000));
  const duration = usePlayerValue(player, (state) => Math.floor(state.durationMs / 1000));
  /** While somebody drags: not where it is, but where it would go. */
  const [dragged, setDragged] = useState<number>();
  const [pointedMs, setPointedMs] = useState<number>();
  const { thumbnails, load } = useThumbnails(thumbnailsUrl);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const element = input.current;
    // React's onChange is the browser's "input", at each step of a drag; the browser's own "change" is its end.
    const onDone = (): void => {
      player.seek(Number(element?.value) * 1000);
      setDragged(undefined);
    };
    element?.addEventListener('change', onDone);
    return () => element?.removeEventListener('change', onDone);
  }, [player]);

  const onPointerMove = ({ clientX, currentTarget }: PointerEvent): void => {
    const { left, width } = currentTarget.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (clientX - left) / width));
    setPointedMs(share * duration * 1000);
    load();
  };
  const value = dragged ?? seconds;
  const percent = (ms: number): string =>
    `${duration > 0 ? (ms / 10 / duration).toFixed(2) : 0}%`;
  return (
    <div
      className="seek-bar"
      onPointerMove={onPointerMove}
      onPointerLeave={() => setPointedMs(undefined)}
    >
      <input
        ref={input}
        className="seek-bar__input"
        type="range"
        min={0}
        max={Math.max(1, duration)}
        step={1}
        value={value}
        aria-label={t('player.position')}
        aria-valuetext={t('player.positionText', {
          position: formatPosition(value * 1000),
          duration: formatPosition(duration * 1000),
        })}
        onChange={(event) => setDragged(Number(event.target.value))}
      />
      {chapters.slice(1).map(({ startMs }) => (
        <span key={startMs} className="seek-bar__mark" style={{ left: percent(startMs) }} />
      ))}
      {pointedMs === undefined ? null : (
        <Preview
          ms={pointedMs}
          left={percent(pointedMs)}
          thumbnail={findThumbnail(thumbnails, pointedMs)}
        />
      )}
    </div>
  );
}

type PreviewProps = { ms: number; left: string; thumbnail: Thumbnail | undefined };

function Preview({ ms, left, thumbnail }: PreviewProps) {
  return (
    <div className="seek-bar__preview" style={{ left }} aria-hidden="true">
      {thumbnail ? (
        <div
          style={{
            width: thumbnail.width,
            height: thumbnail.height,
            backgroundImage: `url("${thumbnail.sheetUrl}")`,
            backgroundPosition: `-${thumbnail.x}px -${thumbnail.y}px`,
          }}
        />
      ) : null}
      <span className="numbers">{formatPosition(ms)}</span>
    </div>
  );
}

/** The list of small pictures, fetched when somebody first points at the bar. */
function useThumbnails(url: string | undefined) {
  const [loaded, setLoaded] = useState<{ url: string; thumbnails: Thumbnail[] }>();
  const asked = useRef<string>(undefined);
  const load = (): void => {
    if (url === undefined || asked.current === url) return;
    asked.current = url;
    fetch(url)
      .then((answer) => (answer.ok ? answer.text() : ''))
      .then((vtt) => {
        setLoaded({ url, thumbnails: parseThumbnails(vtt, new URL(url, location.href).href) });
      })
      // Without pictures the bar still says the time.
      .catch(() => undefined);
  };
  return { thumbnails: loaded?.url === url ? (loaded?.thumbnails ?? []) : [], load };
}
