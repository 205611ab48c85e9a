import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { loadCode } from '../load-code.ts';
import { Button } from './button.tsx';
import { Loading } from './loading.tsx';

const QrCode = lazy(async () => ({
  default: (await loadCode(() => import('./qr-code.tsx'))).QrCode,
}));

type QrDisclosureProps = { text: string; label: string };

/** Shows a QR code when asked; its code is fetched only then. */
export function QrDisclosure({ text, label }: QrDisclosureProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button aria-expanded={open} onPress={() => setOpen(!open)}>
        {open ? t('qr.hide') : t('qr.show')}
      </Button>
      {open ? (
        <Suspense fallback={<Loading />}>
          <QrCode text={text} label={label} />
        </Suspense>
      ) : null}
    </>
  );
}
