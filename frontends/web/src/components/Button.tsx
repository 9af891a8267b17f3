import type { ComponentProps, ReactNode } from 'react';
import { Link } from 'wouter';
import { Icon, type IconName } from './Icon';

export type Kind = 'primary' | 'secondary' | 'quiet' | 'danger';

interface Look {
  kind?: Kind;
  icon?: IconName;
  /** One of the screen's main things to do: 60 px in elder mode. */
  main?: boolean;
  wide?: boolean;
  children: ReactNode;
}

function classes({ kind = 'primary', wide }: Look): string {
  return `button button-${kind}${wide ? ' button-wide' : ''}`;
}

type ButtonProps = Look & Omit<ComponentProps<'button'>, 'className' | 'children'> & { busy?: boolean };

/** Does something here. While it is busy a second press does nothing. */
export function Button({ kind, icon, main, wide, busy, children, onClick, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={classes({ kind, wide, children })}
      data-main={main ? '' : undefined}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}

/** Leads somewhere, and looks like a button. */
export function LinkButton({ kind, icon, main, wide, href, children }: Look & { href: string }) {
  return (
    <Link href={href} className={classes({ kind, wide, children })} data-main={main ? '' : undefined}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </Link>
  );
}
