import './menu-button.css';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { Button } from './button.tsx';

export type MenuAction = {
  id: string;
  words: string;
  onAction: () => void;
  isDanger?: boolean;
};

type MenuButtonProps = {
  /** The words on the button. */
  words: string;
  /** What it is for, where several stand below each other. Must begin with the words. */
  label: string;
  actions: readonly MenuAction[];
};

/** Deeds that few need at a time, one press away, each in words. */
export function MenuButton({ words, label, actions }: MenuButtonProps) {
  return (
    <MenuTrigger>
      <Button aria-label={label}>{words}</Button>
      <Popover placement="bottom end">
        <Menu className="menu" aria-label={label}>
          {actions.map(({ id, words: deed, onAction, isDanger }) => (
            <MenuItem
              key={id}
              id={id}
              className={`menu__item${isDanger ? ' menu__item--danger' : ''}`}
              onAction={onAction}
            >
              {deed}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
