import './disclosure.css';
import type { ReactNode } from 'react';

type DisclosureProps = { title: string; children: ReactNode };

/** Something that few need to see, folded away under its title. */
export function Disclosure({ title, children }: DisclosureProps) {
  return (
    <details className="disclosure">
      <summary>{title}</summary>
      {children}
    </details>
  );
}
