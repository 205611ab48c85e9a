import { useId, useRef, useState, type KeyboardEvent, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { chatLimits } from '../../../server/protocol/chat.ts';
import type { Unsent } from '../../session/chat-outbox.ts';
import type { ChatStore } from '../../session/chat-store.ts';
import { useNow } from '../../times/use-now.ts';
import { Button } from '../button.tsx';

type ComposerProps = {
  chat: ChatStore;
  replyTo: Unsent['replyTo'];
  onCancelReply: () => void;
  /** When this person may write again, on this device's clock in milliseconds. */
  notBefore: number;
  slowSeconds: number;
};

/** Where a message is written. What stands in it outlives the panel. */
export function Composer({
  chat,
  replyTo,
  onCancelReply,
  notBefore,
  slowSeconds,
}: ComposerProps) {
  const { t } = useTranslation('chat');
  const { t: tRoom } = useTranslation('room');
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(chat.draft);
  const waitSeconds = useWait(notBefore);
  const excess = text.trim().length - chatLimits.text;
  const isReady = text.trim() !== '' && excess <= 0 && waitSeconds === 0;

  const change = (next: string): void => {
    setText(next);
    chat.keepDraft(next);
  };
  const send = (): void => {
    if (!isReady) return;
    chat.write(text.trim(), replyTo);
    change('');
    onCancelReply();
    // The keyboard of a phone stays open: people write more than once.
    field.current?.focus();
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    send();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    // On a phone Enter makes a new line, as everywhere there.
    if (!matchMedia('(pointer: fine)').matches) return;
    event.preventDefault();
    send();
  };

  return (
    <form className="composer" onSubmit={submit}>
      {replyTo ? (
        <div className="composer__reply">
          <p className="small">
            <strong>{t('replyTo', { name: replyTo.displayName || tRoom('guest') })}</strong>{' '}
            <span dir="auto">{replyTo.text}</span>
          </p>
          <Button look="quiet" onPress={onCancelReply}>
            {t('cancelReply')}
          </Button>
        </div>
      ) : null}
      <label className="field__label" htmlFor={id}>
        {t('field')}
      </label>
      <div className="composer__row">
        <textarea
          ref={field}
          id={id}
          className="field__input composer__field"
          rows={1}
          value={text}
          autoFocus={false}
          aria-describedby={`${id}-help`}
          onChange={(event) => change(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <Button type="submit" look="primary" isDisabled={!isReady}>
          {t('send')}
        </Button>
      </div>
      <p id={`${id}-help`} className="composer__help small muted">
        {excess > 0
          ? t('tooLong', { count: excess })
          : waitSeconds > 0
            ? t('slow', { count: waitSeconds })
            : slowSeconds > 0
              ? t('slowOn', { count: slowSeconds })
              : ''}
      </p>
    </form>
  );
}

/** Whole seconds from now until then. */
function useWait(until: number): number {
  const now = useNow(1_000);
  return Math.max(0, Math.ceil((until - now.getTime()) / 1000));
}
