import './empty-state.css';
import type { ReactNode } from 'react';
import { RoofDrawing } from './logo.tsx';

type EmptyStateProps = {
  title: string;
  /** 1 when it is the whole page. */
  level?: 1 | 2 | 3;
  /** What to do next. */
  children?: ReactNode;
};

/** A place where nothing is yet: says so, and what to do. */
export function EmptyState({ title, level = 2, children }: EmptyStateProps) {
  const Heading = `h${level}` as const;
  return (
    <div className="empty-state">
      <RoofDrawing />
      <Heading className="empty-state__title">{title}</Heading>
      {children}
    </div>
  );
}
