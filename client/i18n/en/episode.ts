import type { Catalogue } from '../catalogue.ts';
import type { episode as indonesian } from '../id/episode.ts';

export const episode: Catalogue<typeof indonesian> = {
  title: 'Episode',
  draft: 'Draft: this episode is not published yet. Only hosts can open this page.',
  unpublished: 'This episode was taken back. Only hosts can still open it.',
  making:
    'This episode is being prepared. As soon as its sound is ready, this page shows it by itself.',
  videoComing: 'The video is still being made. The sound is ready to listen to.',
  player: {
    label: 'Player',
    play: 'Play',
    pause: 'Pause',
    back: 'Back 15 seconds',
    forward: 'Forward 15 seconds',
    mute: 'Mute',
    unmute: 'Unmute',
    fullscreen: 'Full screen',
    leaveFullscreen: 'Leave full screen',
    position: 'Position',
    positionText: '{{position}} of {{duration}}',
    waiting: 'One moment, loading…',
    speed: 'Speed',
    quality: 'Picture quality',
    automatic: 'Automatic',
    automaticNow: 'Automatic ({{height}}p)',
    mode: 'Watch or listen',
    video: 'Video',
    audio: 'Sound only',
    captionsOn: 'Show captions',
    captionsOff: 'Hide captions',
    keys: 'Keyboard: space plays and pauses, the left and right arrows go back and forward, M mutes, C shows captions.',
  },
  failure: {
    network: 'The internet connection was lost. Check your connection and try again.',
    media: 'This browser had trouble playing it. Try again, or download the sound below.',
    unsupported: 'This browser cannot play the video. You can still listen to the sound.',
    audioInstead: 'Listen to the sound only',
  },
  chapters: {
    title: 'Chapters',
    current: 'you are here',
  },
  transcript: {
    title: 'Transcript',
    playFrom: 'Play from {{position}}',
  },
  notes: 'Notes',
  download: {
    title: 'Download',
    text: 'Keep the sound to listen without internet.',
    mp3: 'Download MP3 ({{size}})',
    m4a: 'Download M4A ({{size}})',
  },
  share: {
    title: 'Share',
    episode: 'Share this episode',
    place: 'Share from {{position}}',
    copied: 'Link copied.',
    refused: 'The link could not be copied. Copy it from your browser’s address bar.',
  },
};
