import { useEffect, useRef } from 'react';

type PictureProps = {
  track: MediaStreamTrack;
  label: string;
  /** One's own camera, as in a mirror. */
  isMirrored?: boolean;
  /** Show all of it, with bars: for screens, where every corner counts. */
  isWhole?: boolean;
};

/** One moving picture. Always silent: sound has its own elements. */
export function Picture({ track, label, isMirrored = false, isWhole = false }: PictureProps) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    element.srcObject = new MediaStream([track]);
    // Muted video may always start; a rejection only means that the track changed meanwhile.
    element.play().catch(() => undefined);
    return () => {
      element.srcObject = null;
    };
  }, [track]);

  const looks = ['picture', isMirrored && 'picture--mirrored', isWhole && 'picture--whole'];
  return (
    <video
      ref={video}
      className={looks.filter(Boolean).join(' ')}
      aria-label={label}
      muted
      playsInline
      disablePictureInPicture={isMirrored}
    />
  );
}
