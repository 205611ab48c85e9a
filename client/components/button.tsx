import './button.css';
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
} from 'react-aria-components';
import type { ReactNode } from 'react';
import { Link } from 'wouter';

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger';

type ButtonProps = Omit<AriaButtonProps, 'className' | 'style' | 'isPending'> & {
  /** What it started is under way. */
  isPending?: boolean;
  /** `primary` is the one main action of a view; use it once. */
  look?: ButtonLook;
  /** As wide as its place: for the main action on a phone. */
  wide?: boolean;
};

/**
 * A button with words on it, 48 px or more in both directions.
 *
 * `isPending` only shows that it is waiting; whoever acts ignores a second press (useSubmit does). React Aria's own
 * pending state is not used: it leaves nameless pictures in its live region for screen readers.
 */
export function Button({
  look = 'secondary',
  wide = false,
  isPending = false,
  ...props
}: ButtonProps) {
  return (
    <AriaButton
      {...props}
      {...(isPending ? { 'data-pending': true } : {})}
      className={buttonClass(look, wide)}
    />
  );
}

type ButtonLinkProps = {
  href: string;
  look?: ButtonLook;
  wide?: boolean;
  children: ReactNode;
};

/** A link that looks like a button, for going somewhere inside Serambi. */
export function ButtonLink({
  href,
  look = 'secondary',
  wide = false,
  children,
}: ButtonLinkProps) {
  return (
    <Link href={href} className={buttonClass(look, wide)}>
      {children}
    </Link>
  );
}

function buttonClass(look: ButtonLook, wide: boolean): string {
  return `button button--${look}${wide ? ' button--wide' : ''}`;
}
