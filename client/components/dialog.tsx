import './dialog.css';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';

type DialogProps = {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  /** As high as the window, with its own way to close it: for what is read and scrolled, not answered. */
  isTall?: boolean;
  /** With a button that closes it, where its content has none. */
  hasClose?: boolean;
  children: ReactNode;
};

/** A sheet over the page that must be answered or closed. Escape closes it. */
export function Dialog({
  title,
  isOpen,
  onClose,
  isTall = false,
  hasClose = isTall,
  children,
}: DialogProps) {
  const { t } = useTranslation();
  return (
    <ModalOverlay
      className={`dialog-veil${isTall ? ' dialog-veil--tall' : ''}`}
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className={`dialog${isTall ? ' dialog--tall' : ''}`}>
        <AriaDialog className="dialog__content">
          {hasClose ? (
            <div className="dialog__head">
              <Heading slot="title" level={2}>
                {title}
              </Heading>
              <Button onPress={onClose}>{t('close')}</Button>
            </div>
          ) : (
            <Heading slot="title" level={2}>
              {title}
            </Heading>
          )}
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

type ConfirmDialogProps = {
  title: string;
  /** What will happen, and whether it can be undone. */
  text: string;
  /** What is to be done afterwards, where it is more than a sentence. */
  details?: ReactNode;
  /** The words of the button that does it: the deed itself, never "OK". */
  action: string;
  look?: 'primary' | 'danger';
  isOpen: boolean;
  onConfirm: () => void;
  onClose: () => void;
};

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({
  text,
  details,
  action,
  look = 'danger',
  onConfirm,
  ...dialog
}: ConfirmDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog {...dialog}>
      <p>{text}</p>
      {details}
      <div className="dialog__actions">
        <Button
          look={look}
          onPress={() => {
            dialog.onClose();
            onConfirm();
          }}
        >
          {action}
        </Button>
        <Button onPress={dialog.onClose}>{t('cancel')}</Button>
      </div>
    </Dialog>
  );
}
