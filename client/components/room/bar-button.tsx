import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { Icon, type IconName } from './icons.tsx';

type BarButtonProps = {
  icon: IconName;
  /** The word under the drawing. */
  children: ReactNode;
  /** In its corner: how much waits behind it. */
  badge?: ReactNode;
  onPress: () => void;
  /** What pressing does, where the word alone does not say it. Must begin with or contain the visible word. */
  label?: string;
  /** For switches: whether it is on. Said as a word too. */
  state?: 'on' | 'off';
  look?: 'plain' | 'primary' | 'danger';
  /** A letter that does the same. */
  shortcut?: string;
};

/** One control of the room: a drawing with its word. */
export function BarButton({
  icon,
  children,
  badge,
  label,
  state,
  look = 'plain',
  shortcut,
  onPress,
}: BarButtonProps) {
  const looks = ['bar-button', `bar-button--${look}`, state && `bar-button--${state}`];
  return (
    <Button
      className={looks.filter(Boolean).join(' ')}
      onPress={onPress}
      {...(label ? { 'aria-label': label } : {})}
      {...(shortcut ? { 'aria-keyshortcuts': shortcut, 'data-key': shortcut } : {})}
    >
      <Icon name={icon} />
      <span className="bar-button__word">{children}</span>
      {badge ? <span className="bar-button__badge">{badge}</span> : null}
    </Button>
  );
}
