import './callout.css';
import type { ReactNode } from 'react';

type CalloutProps = {
  tone?: 'info' | 'ok' | 'problem';
  /** Read out as soon as it appears: for what just went wrong. */
  urgent?: boolean;
  children: ReactNode;
};

/** Something to know before going on. Each tone has its own mark, not only its colour. */
export function Callout({ tone = 'info', urgent = false, children }: CalloutProps) {
  return (
    <div className={`callout callout--${tone}`} {...(urgent ? { role: 'alert' } : {})}>
      {children}
    </div>
  );
}
