import './page-header.css';
import type { ReactNode } from 'react';
import { Link } from 'wouter';

type PageHeaderProps = {
  title: string;
  /** Where this page belongs, one level up. */
  parent?: { href: string; label: string } | undefined;
  lead?: ReactNode;
  /** The page's main actions. */
  children?: ReactNode;
};

/** Title of a page, where it belongs, and its main actions. */
export function PageHeader({ title, parent, lead, children }: PageHeaderProps) {
  return (
    <div className="page-header">
      {parent ? (
        <Link href={parent.href} className="page-header__parent">
          <span aria-hidden="true">←</span> {parent.label}
        </Link>
      ) : null}
      <h1>{title}</h1>
      {lead ? <div className="page-header__lead">{lead}</div> : null}
      {children ? <div className="page-header__actions">{children}</div> : null}
    </div>
  );
}
