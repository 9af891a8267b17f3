import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useWords } from '../app/words';

/** A question that comes before everything else. Escape and the close button answer no. */
export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const { common } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={heading}>{title}</h2>
      {children}
      <button type="button" className="button button-quiet" onClick={onClose}>
        {common.cancel}
      </button>
    </dialog>
  );
}
