// Generated from the contract's JSON schema by generate.js; do not edit.

export type ExecuteMsg =
  | {
      /**
       * Sets the addresses of the system; one that is known never changes.
       */
      wire: {
        wiring: Wiring;
      };
    }
  | {
      /**
       * An intent of `actor`, checked by the proxy; no message of this contract is relayable, so it is always refused.
       */
      relayed: {
        actor: Actor;
        msg: Binary;
      };
    }
  | {
      /**
       * Learns the next facts of the activity-registry: 20, or fewer if `limit` says so. Emits `facts_followed` and `standing_set` for each member they are about; nothing when there is nothing new.
       */
      follow: {
        limit?: number | null;
      };
    }
  | {
      /**
       * Judges up to 20 members anew by the pack in force now, after a new pack or a move of branch. Emits `standing_set` for each of whom something is known.
       */
      refresh: {
        members: number[];
      };
    };
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
/**
 * Binary is a wrapper around Vec<u8> to add base64 de/serialization with serde. It also adds some helper methods to help encode inline.
 *
 * This is only needed as serde-json-{core,wasm} has a horrible encoding for Vec<u8>. See also <https://github.com/CosmWasm/cosmwasm/blob/main/docs/MESSAGE_TYPES.md>.
 */
export type Binary = string;
export type QueryMsg =
  | {
      config: {};
    }
  | {
      /**
       * A member's standing by now; one of whom nothing is known has no stars and every right.
       */
      standing: {
        member: number;
      };
    }
  | {
      /**
       * What the standing comes from.
       */
      totals: {
        member: number;
      };
    };

/**
 * Messages and answers of reputation.
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
export interface MigrateMsg {}
/**
 * What each query answers with, by the query's name.
 */
export interface Responses {
  config: ConfigResponse;
  standing: StandingResponse;
  totals: TotalsResponse;
}
export interface ConfigResponse {
  council: string;
  /**
   * The number of the next fact.
   */
  next: number;
}
export interface StandingResponse {
  enrolling_suspended: number;
  may_enrol: boolean;
  may_publish: boolean;
  member: number;
  points: number;
  /**
   * Until when the right was or is withdrawn; 0 is never.
   */
  publishing_suspended: number;
  /**
   * Percent of engagements that were kept in time; missing without any.
   */
  reliability?: number | null;
  stars: number;
}
export interface TotalsResponse {
  member: number;
  no_shows: number[];
  /**
   * Mean of the newest ratings in hundredths of a score.
   */
  recent_rating?: number | null;
  /**
   * When the newest deadlines passed and the newest seats were not taken, to the hour, oldest first; at most `RECENT`.
   */
  silences: number[];
  totals: Totals;
}
/**
 * What a member did and what others said of it, summed over all time and all branches.
 */
export interface Totals {
  assessment_sum: number;
  /**
   * Assessments by activity administrators, and the sum of their scores.
   */
  assessments: number;
  /**
   * Of the services received, those paid only when a deadline was over, which is a silence too.
   */
  late: number;
  minutes: number;
  /**
   * Seats not taken.
   */
  no_shows: number;
  rating_sum: number;
  /**
   * Ratings by the other side, and the sum of their scores.
   */
  ratings: number;
  /**
   * Services received and paid, and their minutes.
   */
  received: number;
  received_minutes: number;
  /**
   * Of the minutes of services given, those whose payment was reversed: they count for nothing any more.
   */
  reversed_minutes: number;
  /**
   * Services given, and their minutes.
   */
  services: number;
  /**
   * Deadlines passed.
   */
  silences: number;
}
