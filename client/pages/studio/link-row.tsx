import './links-section.css';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LinkInfo } from '../../../server/protocol/rest.ts';
import { api } from '../../api/api.ts';
import { Button } from '../../components/button.tsx';
import { CopyField } from '../../components/copy-field.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { Failure } from '../../components/failure.tsx';
import { useSubmit } from '../../forms/use-submit.ts';

type LinkRowProps = {
  code: string;
  link: LinkInfo;
  /** What it is, and for whom. */
  name: string;
  /** What becomes of its holder when it is revoked. */
  afterwards: string;
  reload: () => Promise<void>;
  /** Further things to do with it. */
  children?: ReactNode;
};

/** One invitation link: copied, or revoked after a question. */
export function LinkRow({ code, link, name, afterwards, reload, children }: LinkRowProps) {
  const { t } = useTranslation('studio');
  const [asking, setAsking] = useState(false);
  const { busy, error, run } = useSubmit(async () => {
    await api.revokeLink(code, link.linkId);
    await reload();
  });
  return (
    <li className="links__one">
      <CopyField label={name} value={link.url} />
      <div className="row">
        {children}
        <Button
          look="quiet"
          isPending={busy}
          aria-label={`${t('links.revoke')}: ${name}`}
          onPress={() => setAsking(true)}
        >
          {t('links.revoke')}
        </Button>
      </div>
      <Failure error={error} />
      <ConfirmDialog
        title={t('links.revokeTitle')}
        text={afterwards}
        action={t('links.revoke')}
        isOpen={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => void run()}
      />
    </li>
  );
}
