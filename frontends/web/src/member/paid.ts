import type { Action, Schemas } from '@timebank/shared/api/client';
import type { ReactNode } from 'react';
import { type Act, useAct } from '../app/act';
import { useSignedAct } from '../app/sign';

/** The part of a body that says who signs: with the transaction password, or with the office that is unlocked. */
type Signature = { transaction_password?: string };

export interface PaidAct extends Omit<Act, 'run'> {
  run: (
    what: unknown,
    send: (key: string, signature: Signature) => Promise<Action>,
    more?: { about?: ReactNode; onDone?: (action: Action) => void },
  ) => void;
}

/**
 * What an administrator of an activity decides: signed with the transaction password where the own balance pays, with the office
 * where the branch does.
 */
export function usePaid(payer: Schemas['Payer']): PaidAct {
  const own = useSignedAct();
  const office = useAct();
  if (payer === 'own_balance') {
    return {
      ...own,
      run: (what, send, more) => own.run(what, (key, password) => send(key, { transaction_password: password }), more),
    };
  }
  return {
    ...office,
    run: (what, send, more) => {
      void office
        .run(what, (key) => send(key, {}))
        .then((action) => {
          if (action) more?.onDone?.(action);
        });
    },
  };
}
