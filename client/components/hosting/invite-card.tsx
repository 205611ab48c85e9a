import './hosting.css';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../button.tsx';
import { useNotice } from '../notices.tsx';

type InviteCardProps = {
  /** Undefined: nobody asked. */
  invitedBy: string | undefined;
  /** Something lies over the room, and this card under it. */
  isCovered: boolean;
  onAnswer: (accepts: boolean) => void;
};

/** "You are asked up": waits for an answer, however long that takes. */
export function InviteCard({ invitedBy, isCovered, onAnswer }: InviteCardProps) {
  const { t } = useTranslation('hosting');
  const announce = useNotice();
  const card = useRef<HTMLElement>(null);
  const isInvited = invitedBy !== undefined;
  const name = invitedBy || t('someone');

  useEffect(() => {
    if (!isInvited) return;
    if (isCovered) announce(t('invite.covered', { name }));
    else card.current?.scrollIntoView({ block: 'nearest' });
    // When it comes, not when what covers it changes.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isInvited]);

  if (!isInvited) return null;
  return (
    <section className="invite" ref={card} role="alert">
      <h2>{t('invite.title')}</h2>
      <p>{t('invite.text', { name })}</p>
      <div className="row">
        <Button look="primary" onPress={() => onAnswer(true)}>
          {t('invite.accept')}
        </Button>
        <Button onPress={() => onAnswer(false)}>{t('invite.decline')}</Button>
      </div>
    </section>
  );
}
