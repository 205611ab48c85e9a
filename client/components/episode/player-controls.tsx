import { useSyncExternalStore, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n/i18n.ts';
import type { EpisodePlayer } from '../../player/episode-player.ts';
import { formatPosition } from '../../player/format-position.ts';
import { Button } from '../button.tsx';
import { SelectField } from '../select-field.tsx';
import { usePlayerValue } from './use-player.ts';

const skipMs = 15_000;
const rates = [0.75, 1, 1.25, 1.5, 1.75, 2];

type PlayerControlsProps = {
  player: EpisodePlayer;
  /** Whether there is a video to choose. */
  pictures: boolean;
  container: RefObject<HTMLElement | null>;
};

/** The player's buttons, with words on them. */
export function PlayerControls({ player, pictures, container }: PlayerControlsProps) {
  const { t } = useTranslation('episode');
  const playing = usePlayerValue(player, (state) => state.playing);
  const muted = usePlayerValue(player, (state) => state.muted);
  const mode = usePlayerValue(player, (state) => state.mode);
  return (
    <div className="player__controls">
      <Position player={player} />
      <div className="row">
        <Button look="primary" onPress={() => player.toggle()}>
          <span aria-hidden="true">{playing ? '❚❚' : '▶'}</span>
          {playing ? t('player.pause') : t('player.play')}
        </Button>
        <Button aria-label={t('player.back')} onPress={() => player.seekBy(-skipMs)}>
          −15
        </Button>
        <Button aria-label={t('player.forward')} onPress={() => player.seekBy(skipMs)}>
          +15
        </Button>
        <Button onPress={() => player.toggleMute()}>
          {muted ? t('player.unmute') : t('player.mute')}
        </Button>
        <CaptionsButton player={player} />
        {mode === 'video' ? <FullScreenButton container={container} /> : null}
      </div>
      <div className="player__choices">
        {pictures ? <ModeChoice player={player} /> : null}
        <RateChoice player={player} />
        {mode === 'video' ? <QualityChoice player={player} /> : null}
      </div>
    </div>
  );
}

/** Words under the picture, where there are any. */
function CaptionsButton({ player }: { player: EpisodePlayer }) {
  const { t } = useTranslation('episode');
  const captions = usePlayerValue(player, (state) => state.captions);
  if (captions === 'none') return null;
  return (
    <Button onPress={() => player.toggleCaptions()}>
      {captions === 'on' ? t('player.captionsOff') : t('player.captionsOn')}
    </Button>
  );
}

function Position({ player }: { player: EpisodePlayer }) {
  const position = usePlayerValue(player, (state) => formatPosition(state.positionMs));
  const duration = usePlayerValue(player, (state) => formatPosition(state.durationMs));
  return (
    <p className="numbers small player__position">
      {position} / {duration}
    </p>
  );
}

function ModeChoice({ player }: { player: EpisodePlayer }) {
  const { t } = useTranslation('episode');
  const mode = usePlayerValue(player, (state) => state.mode);
  return (
    <div className="field" role="group" aria-label={t('player.mode')}>
      <span className="field__label" aria-hidden="true">
        {t('player.mode')}
      </span>
      <div className="player__modes">
        {(['video', 'audio'] as const).map((one) => (
          <button
            key={one}
            type="button"
            className="player__mode"
            aria-pressed={mode === one}
            onClick={() => player.setMode(one)}
          >
            {t(`player.${one}`)}
          </button>
        ))}
      </div>
    </div>
  );
}

function RateChoice({ player }: { player: EpisodePlayer }) {
  const { t } = useTranslation('episode');
  const rate = usePlayerValue(player, (state) => state.rate);
  const numbers = new Intl.NumberFormat(currentLanguage());
  return (
    <SelectField
      label={t('player.speed')}
      value={String(rate)}
      onChange={(value) => player.setRate(Number(value))}
      choices={rates.map((one) => ({ value: String(one), label: `${numbers.format(one)}×` }))}
    />
  );
}

function QualityChoice({ player }: { player: EpisodePlayer }) {
  const { t } = useTranslation('episode');
  const heights = usePlayerValue(player, (state) => state.heights.join(' '));
  const choice = usePlayerValue(player, (state) => state.choice);
  const height = usePlayerValue(player, (state) => state.height);
  // Apple's own player chooses by itself and tells nobody.
  if (!heights.includes(' ')) return null;
  const automatic =
    choice === 'auto' && height ? t('player.automaticNow', { height }) : t('player.automatic');
  return (
    <SelectField
      label={t('player.quality')}
      value={String(choice)}
      onChange={(value) => player.choose(value === 'auto' ? 'auto' : Number(value))}
      choices={[
        { value: 'auto', label: automatic },
        ...heights.split(' ').map((one) => ({ value: one, label: `${one}p` })),
      ]}
    />
  );
}

function FullScreenButton({ container }: { container: RefObject<HTMLElement | null> }) {
  const { t } = useTranslation('episode');
  const full = useSyncExternalStore(
    onFullScreenChange,
    // On an iPhone there is none, not even null.
    () => Boolean(document.fullscreenElement),
  );
  return (
    <Button onPress={() => void toggleFullScreen(container.current)}>
      {full ? t('player.leaveFullscreen') : t('player.fullscreen')}
    </Button>
  );
}

function onFullScreenChange(listener: () => void): () => void {
  document.addEventListener('fullscreenchange', listener);
  return () => document.removeEventListener('fullscreenchange', listener);
}

async function toggleFullScreen(container: HTMLElement | null): Promise<void> {
  if (document.fullscreenElement) {
    await document.exitFullscreen();
    return;
  }
  if (container && 'requestFullscreen' in container) {
    await container.requestFullscreen().catch(() => undefined);
    return;
  }
  // An iPhone shows the video itself full screen, and nothing else.
  const video = (container as HTMLElement | null)?.querySelector('video') as
    (HTMLVideoElement & { webkitEnterFullscreen?: () => void }) | null | undefined;
  video?.webkitEnterFullscreen?.();
}
