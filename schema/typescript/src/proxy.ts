// Generated from the contract's JSON schema by generate.js; do not edit.

export type ExecuteMsg =
  | {
      /**
       * Sets the addresses of the system, once.
       */
      wire: {
        wiring: Wiring;
      };
    }
  | {
      /**
       * A batch of signed intents (`timebank-intent`'s `SignedIntent` bytes), at most `MAX_INTENTS`. Each is carried out on its own: one that is not authentic is skipped and spends nothing, one that its target refuses spends its nonce, the others are not touched. The response's `data` is a `RelayResult` in JSON.
       */
      relay: {
        intents: Binary[];
      };
    }
  | {
      /**
       * An intent of `actor` for the proxy itself; `msg` is another variant of this enum.
       */
      relayed: {
        actor: Actor;
        msg: Binary;
      };
    }
  | {
      /**
       * Gives a new member the first everyday key. Emits `key_set`.
       */
      add_member: {
        everyday_key: Binary;
        member: number;
      };
    }
  | {
      /**
       * Sets the member's first owner key, with the custodian branch relaying and a balance of 0. `proof` is the new key's signature over `timebank-intent`'s key proof with epoch 1. Emits `key_set`.
       */
      set_owner_key: {
        key: Binary;
        proof: Binary;
      };
    }
  | {
      /**
       * Sets or replaces the office key of a member that the council gave a role. Emits `key_set`.
       */
      set_office_key: {
        key: Binary;
        member: number;
      };
    }
  | {
      /**
       * Replaces the sender's everyday or owner key. An own key for both scopes is an export, a key of the branch the return. Emits `key_set`, and `custody_changed` when somebody else holds it from now on.
       */
      rotate_key: NewKey;
    }
  | {
      /**
       * Recovery, first step: the member's branch proposes a new owner key, or a new office key for the holder of a role. One that nobody has approved is replaced by a newer one. Emits `key_proposed`.
       */
      propose_key: NewKey;
    }
  | {
      /**
       * Second step, from another branch. An office key is set at once, an owner key when the time lock is over. Emits `key_approved`.
       */
      approve_key: NewKey;
    }
  | {
      /**
       * Last step: sets an approved owner key after the time lock, for an active member. After it little TIME leaves the account for a while, and linked accounts and agents are cut off. Emits `key_set`.
       */
      finish_key: NewKey;
    }
  | {
      /**
       * The council sets a key that was proposed, whatever became of it since; ends the freeze of an objection. Emits `key_set`.
       */
      confirm_key: NewKey;
    }
  | {
      /**
       * The council drops a recovery; ends the freeze of an objection. Emits `key_refused`.
       */
      refuse_key: NewKey;
    };
/**
 * Binary is a wrapper around Vec<u8> to add base64 de/serialization with serde. It also adds some helper methods to help encode inline.
 *
 * This is only needed as serde-json-{core,wasm} has a horrible encoding for Vec<u8>. See also <https://github.com/CosmWasm/cosmwasm/blob/main/docs/MESSAGE_TYPES.md>.
 */
export type Binary = string;
/**
 * A set of rights, one bit each.
 */
export type Rights = number;
/**
 * A set of roles, one bit each.
 */
export type Roles = number;
/**
 * What the key that signed an intent may do; see `timebank-intent` for the byte form.
 */
export type Scope = "everyday" | "owner" | "office";
export type QueryMsg =
  | {
      /**
       * The key of a member and scope.
       */
      key: {
        member: number;
        scope: Scope;
      };
    }
  | {
      /**
       * The nonces spent on a lane.
       */
      nonces: {
        lane: number;
        member: number;
        scope: Scope;
      };
    }
  | {
      /**
       * The account that a registration with this salt would get.
       */
      account: {
        salt: Binary;
      };
    };
/**
 * This is a wrapper around Vec<u8> to add hex de/serialization with serde. It also adds some helper methods to help encode inline.
 *
 * This is similar to `cosmwasm_std::Binary` but uses hex. See also <https://github.com/CosmWasm/cosmwasm/blob/main/docs/MESSAGE_TYPES.md>.
 */
export type HexBinary = string;

/**
 * Messages and answers of proxy.
 */
export interface Contract {
  instantiate: InstantiateMsg;
  execute: ExecuteMsg;
  query: QueryMsg;
  migrate: MigrateMsg;
  responses: Responses;
}
export interface InstantiateMsg {
  /**
   * The federation's council.
   */
  council: string;
}
/**
 * The addresses of the whole system. Each contract is instantiated with the council's address and then wired; an address that is known never changes, one of a contract that joins later is added by wiring again.
 */
export interface Wiring {
  activity_registry: string;
  member_registry: string;
  oracle: string;
  proxy: string;
  reputation: string;
  rulebook: string;
  time_token: string;
  training: string;
}
/**
 * The member behind a relayed message, as the proxy vouches for it after checking signature, nonce and expiry. A target believes it only from the proxy it is wired to, and looks nothing else up.
 */
export interface Actor {
  /**
   * The member's account at the cw20 face.
   */
  account: string;
  /**
   * Who signed, when an agent acts for the member. Such an actor holds no roles.
   */
  agent?: Agent | null;
  branch: number;
  id: number;
  /**
   * The branch of the operator that handed the intent in; the own one for a member who acts with a chain account.
   */
  relayed_by: number;
  roles: Roles;
  scope: Scope;
}
/**
 * Whoever acts for a member, within these limits.
 */
export interface Agent {
  /**
   * The most of the member's own TIME the agent may commit on one day.
   */
  daily: number;
  member: number;
  rights: Rights;
}
/**
 * A key that is to take the place of another. Whoever decides names the key, so that nothing else is decided; `proof` and `own` count where it is brought in.
 */
export interface NewKey {
  /**
   * 33-byte compressed secp256k1.
   */
  key: Binary;
  member: number;
  /**
   * Whether the member holds it, and no branch keeps it in custody.
   */
  own?: boolean;
  /**
   * The new key's signature over `timebank-intent`'s key proof, with the epoch it will have.
   */
  proof?: Binary;
  scope: Scope;
}
export interface MigrateMsg {}
/**
 * What each query answers with, by the query's name.
 */
export interface Responses {
  account: AccountResponse;
  key: KeyResponse;
  nonces: NoncesResponse;
}
export interface AccountResponse {
  account: string;
}
export interface KeyResponse {
  key?: KeyInfo | null;
}
export interface KeyInfo {
  epoch: number;
  /**
   * 33-byte compressed secp256k1.
   */
  key: HexBinary;
  /**
   * Whether the member holds it, and no branch keeps it in custody.
   */
  own: boolean;
  since: number;
}
export interface NoncesResponse {
  epoch: number;
  /**
   * One more than the highest nonce spent.
   */
  next: number;
  /**
   * 16 bytes, big-endian; bit `i` stands for nonce `next − 1 − i`.
   */
  spent: HexBinary;
}
