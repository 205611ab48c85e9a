import { Component, type ReactNode } from 'react';
import { CrashNotice } from './crash-notice.tsx';

type Props = { children: ReactNode };
type State = { crashed: boolean };

/** Keeps a bug on one page from leaving a white screen. React has no hook for this, hence a class. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { crashed: false };

  static getDerivedStateFromError(): State {
    return { crashed: true };
  }

  override render(): ReactNode {
    return this.state.crashed ? <CrashNotice /> : this.props.children;
  }
}
