import './link-sheets.css';
import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { SessionInfo } from '../../../server/protocol/protocol.ts';
import type { LinkInfo } from '../../../server/protocol/rest.ts';
import { Moment } from '../../components/moment.tsx';
import { QrCode } from '../../components/qr-code.tsx';

type LinkSheetsProps = {
  session: SessionInfo;
  links: readonly LinkInfo[];
  onDone: () => void;
};

/** Personal links on paper, a page for each person; shown to nobody but the printer. Opens the print dialog at once. */
export function LinkSheets({ session, links, onDone }: LinkSheetsProps) {
  const { t } = useTranslation('studio');
  useEffect(() => {
    addEventListener('afterprint', onDone);
    print();
    return () => removeEventListener('afterprint', onDone);
    // Once for each press: a new onDone is no reason to print again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [links]);
  return createPortal(
    <div className="link-sheets" aria-hidden="true">
      {links.map(({ linkId, label, url }) => (
        <section key={linkId} className="link-sheets__one">
          <h1>{label}</h1>
          <h2>{session.title}</h2>
          <p>
            <Moment at={session.startsAt} />
          </p>
          <ol>
            <li>{t('personal.paper.scan')}</li>
            <li>{t('personal.paper.listen')}</li>
            <li>{t('personal.paper.wait')}</li>
          </ol>
          <QrCode text={url} label={label} />
          <p className="link-sheets__address">{url}</p>
          <p>{t('personal.paper.own')}</p>
        </section>
      ))}
    </div>,
    document.body,
  );
}
