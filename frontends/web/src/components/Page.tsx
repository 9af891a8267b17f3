import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { useWords } from '../app/words';
import { Icon } from './Icon';

/** Whether a screen has been shown before in this tab: the first one leaves the focus where it is. */
let moved = false;

/** A screen: its title is what a reader hears first after coming here. */
export function Page({ title, back, children }: { title: string; back?: string; children: ReactNode }) {
  const { common } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  const [cameHere] = useState(() => moved);
  useEffect(() => {
    if (moved) {
      window.scrollTo(0, 0);
      heading.current?.focus({ preventScroll: true });
    }
    moved = true;
  }, []);
  useEffect(() => {
    document.title = `${title} – ${common.brand}`;
  }, [title, common.brand]);
  return (
    <article className="page">
      {back && (
        <Link
          href={back}
          className="back"
          onClick={(event) => {
            // Where somebody came from within this site, rather than where most people come from.
            if (!cameHere) return;
            event.preventDefault();
            window.history.back();
          }}
        >
          <Icon name="back" />
          <span>{common.back}</span>
        </Link>
      )}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </article>
  );
}

/** A part of a screen. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="section">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** Names and values. */
export function Facts({ rows }: { rows: readonly (readonly [string, ReactNode] | undefined | false)[] }) {
  return (
    <dl className="facts">
      {rows.map((row) =>
        row ? (
          <div key={row[0]}>
            <dt>{row[0]}</dt>
            <dd>{row[1]}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}
