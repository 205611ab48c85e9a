import './slides.css';
import { useEffect, useState } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ShownSlide, SlidePage } from '../../../server/protocol/slides.ts';
import type { Floor } from '../../session/floor.ts';
import { Button } from '../button.tsx';
import { useLive } from '../room/use-live.ts';

/** On a phone the small picture, however fine its screen: the large one, four times as heavy, comes with enlarging. */
const stageSizes = '(min-width: 1024px) 60vw, 260px';

/** The slide that is shown on stage, as a picture: light, sharp, and as large as one likes. */
export function SlideView({ floor }: { floor: Floor }) {
  const { t } = useTranslation('slides');
  const shown = useLive(floor.slides)?.shown;
  const [isLarge, setIsLarge] = useState(false);
  useFetchedAhead(shown?.next);
  if (!shown) return null;
  const label = t('shown', { page: shown.page + 1, pages: shown.pages, title: shown.title });
  return (
    <figure className="slide">
      <SlideImage slide={shown} label={label} sizes={stageSizes} />
      <figcaption className="slide__caption">
        <span className="small" role="status">
          {label}
        </span>
        <Button look="quiet" onPress={() => setIsLarge(true)}>
          {t('enlarge')}
        </Button>
      </figcaption>
      <ModalOverlay
        className="slide-large"
        isOpen={isLarge}
        onOpenChange={setIsLarge}
        isDismissable
      >
        <Modal className="slide-large__modal">
          <Dialog className="slide-large__content" aria-label={label}>
            <EnlargedSlide slide={shown} label={label} onClose={() => setIsLarge(false)} />
          </Dialog>
        </Modal>
      </ModalOverlay>
    </figure>
  );
}

const zoomSteps = [1, 1.5, 2, 3];

/** The whole window; two fingers or the buttons make it larger still, and one finger moves it. */
function EnlargedSlide({
  slide,
  label,
  onClose,
}: {
  slide: ShownSlide;
  label: string;
  onClose: () => void;
}) {
  const { t } = useTranslation('slides');
  const [step, setStep] = useState(0);
  return (
    <>
      <div className="slide-large__place" tabIndex={0} role="group" aria-label={label}>
        <div style={{ width: `${(zoomSteps[step] ?? 1) * 100}%` }}>
          <SlideImage slide={slide} label={label} sizes="200vw" />
        </div>
      </div>
      <div className="slide-large__bar">
        <Button isDisabled={step === 0} onPress={() => setStep(step - 1)}>
          {t('smaller')}
        </Button>
        <Button isDisabled={step === zoomSteps.length - 1} onPress={() => setStep(step + 1)}>
          {t('larger')}
        </Button>
        <Button look="primary" onPress={onClose}>
          {t('close')}
        </Button>
      </div>
    </>
  );
}

function SlideImage({
  slide: { small, full, text },
  label,
  sizes,
}: {
  slide: ShownSlide;
  label: string;
  sizes: string;
}) {
  return (
    <img
      className="slide__picture"
      src={small.url}
      srcSet={`${small.url} ${small.width}w, ${full.url} ${full.width}w`}
      sizes={sizes}
      width={full.width}
      height={full.height}
      alt={text ? `${label}. ${text}` : label}
    />
  );
}

/** The next page is there when it is turned to. The small one: who needs the large one has the line for it. */
function useFetchedAhead(next: SlidePage | undefined): void {
  const url = next?.small.url;
  useEffect(() => {
    if (url) new Image().src = url;
  }, [url]);
}
