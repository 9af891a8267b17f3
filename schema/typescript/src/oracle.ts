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
       * An intent of `actor`, checked by the proxy; `msg` is another variant of this enum.
       */
      relayed: {
        actor: Actor;
        msg: Binary;
      };
    }
  | {
      /**
       * Admits a source, or replaces what is set of one. A feeder that stays keeps its votes; those of one that goes do not count any more. Emits `source_set`.
       */
      set_source: {
        id?: number | null;
        source: SourceInput;
      };
    }
  | {
      /**
       * What a feeder saw at a source, at most `MAX_ATTESTATIONS`; each is counted for itself, and the same again changes nothing. Emits for each `fact_attested` or `attestation_refused`; `fact_disputed` when feeders differ; `fact_agreed` when k say the same, and where the policy applies it `fact_applied` or `fact_refused`.
       */
      attest: {
        attestations: Attestation[];
        source: number;
      };
    }
  | {
      /**
       * A feeder's word that it reaches the source, though nothing changed there. Emits `feeder_heard`.
       */
      heartbeat: {
        source: number;
      };
    }
  | {
      /**
       * From now on nothing of this source is applied without approval. Emits `source_quarantined`.
       */
      quarantine: {
        reason: string;
        source: number;
      };
    }
  | {
      /**
       * Ends the quarantine. Emits `source_released`.
       */
      release: {
        source: number;
      };
    }
  | {
      /**
       * Puts a disagreement away that has been looked into; it can agree no more. Emits `dispute_dismissed`.
       */
      dismiss: {
        reason: string;
        sequence: number;
        source: number;
      };
    }
  | {
      /**
       * Applies a fact that waits, or that was refused before. Emits `fact_applied`.
       */
      approve: {
        report: number;
      };
    }
  | {
      /**
       * Drops a fact that waits or was refused. Emits `fact_rejected`.
       */
      reject: {
        reason: string;
        report: number;
      };
    }
  | {
      /**
       * Restores what was before a fact was applied, within the source's window. Emits `fact_undone`.
       */
      undo: {
        reason: string;
        report: number;
      };
    }
  | {
      /**
       * The member's word that a fact about them is wrong; administrators see it. Emits `fact_objected`.
       */
      object: {
        report: number;
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
/**
 * How the relayers reach a source.
 */
export type SourceKind = "postgres" | "mysql" | "http" | "csv" | "push";
export type ChangeKind =
  "credential" | "revoke_credential" | "age" | "deceased" | "certificate" | "revoke_certificate";
/**
 * What changes for the member.
 */
export type Change =
  | {
      /**
       * In the member-registry.
       */
      member: {
        fact: MemberFact;
      };
    }
  | {
      /**
       * A certificate from elsewhere that counts as one of a course here; in training.
       */
      certificate: {
        course: number;
        /**
         * 32-byte commitment to whom it is for.
         */
        holder: HexBinary;
        valid_until: number;
      };
    }
  | {
      /**
       * Takes back what `Certificate` gave.
       */
      revoke_certificate: {
        course: number;
      };
    };
/**
 * A fact about a member that the member-registry applies, keeping what was before for an undo.
 */
export type MemberFact =
  | {
      /**
       * A credential holds until then; in place of another date if it is known already.
       */
      credential: {
        /**
         * 32 bytes, see `timebank_intent::credential_commitment`.
         */
        commitment: HexBinary;
        valid_until: number;
      };
    }
  | {
      /**
       * It holds no more.
       */
      revoke_credential: {
        commitment: HexBinary;
      };
    }
  | {
      age: {
        class: AgeClass;
      };
    }
  | {
      /**
       * A registry reports the death: the account is frozen, which an undo ends; the estate is for two office-holders to report.
       */
      deceased: {};
    };
/**
 * This is a wrapper around Vec<u8> to add hex de/serialization with serde. It also adds some helper methods to help encode inline.
 *
 * This is similar to `cosmwasm_std::Binary` but uses hex. See also <https://github.com/CosmWasm/cosmwasm/blob/main/docs/MESSAGE_TYPES.md>.
 */
export type HexBinary = string;
/**
 * A coarse class of age, attested by the custodian branch; never a date of birth.
 */
export type AgeClass = ("under18" | "from80") | "under60" | "from60" | "from65";
export type QueryMsg =
  | {
      config: {};
    }
  | {
      source: {
        id: number;
      };
    }
  | {
      sources: {
        limit?: number | null;
        start_after?: number | null;
      };
    }
  | {
      /**
       * What was attested under a sequence, the disagreeing things too.
       */
      poll: {
        sequence: number;
        source: number;
      };
    }
  | {
      /**
       * Sequences on which the feeders disagree and that nobody has put away.
       */
      disputes: {
        limit?: number | null;
        source: number;
        start_after?: number | null;
      };
    }
  | {
      report: {
        id: number;
      };
    }
  | {
      /**
       * Newest first.
       */
      reports: {
        limit?: number | null;
        start_before?: number | null;
      };
    }
  | {
      /**
       * Reports about a member, newest first.
       */
      member_reports: {
        limit?: number | null;
        member: number;
        start_before?: number | null;
      };
    }
  | {
      /**
       * Reports that wait or were refused, oldest first.
       */
      open_reports: {
        limit?: number | null;
        start_after?: number | null;
      };
    };
/**
 * Where a fact is that k feeders agreed on.
 */
export type ReportState = ("applied" | "rejected" | "undone") | "pending" | "refused" | "superseded";
/**
 * Where the attestations of one sequence are.
 */
export type PollState = ("open" | "agreed" | "dismissed") | "disputed";

/**
 * Messages and answers of oracle.
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
 * What the council sets of a source.
 */
export interface SourceInput {
  /**
   * Whose administrators look after it: quarantine, release and disagreements.
   */
  branch: number;
  /**
   * Chain accounts, at most `MAX_FEEDERS`; none ends the source.
   */
  feeders: string[];
  /**
   * So many feeders must say the same: more than half of them.
   */
  k: number;
  kind: SourceKind;
  /**
   * More facts than this within `MASS_WINDOW` put the source into quarantine.
   */
  mass_change: number;
  /**
   * 1 to 80 characters.
   */
  name: string;
  /**
   * What it may attest; anything that is not listed is refused.
   */
  rules: Rule[];
  /**
   * The sequence the source stands at. One that is known only rises.
   */
  sequence: number;
  /**
   * How old a fact may be when it is attested, and after how long without a word from k feeders the source counts as stale.
   */
  staleness: number;
  /**
   * How long an administrator can undo what was applied.
   */
  undo_window: number;
}
/**
 * What happens to a kind of change when it is agreed.
 */
export interface Rule {
  /**
   * Applied at once, or by an administrator of the member's branch.
   */
  automatic: boolean;
  kind: ChangeKind;
}
/**
 * What a feeder saw. Two are the same when all of this is.
 */
export interface Attestation {
  change: Change;
  /**
   * sha256 of the partner's record in canonical form, with its salt.
   */
  digest: HexBinary;
  member: number;
  /**
   * When the partner recorded it.
   */
  observed: number;
  /**
   * The source's own number of the change. Of two changes of one thing the higher one holds.
   */
  sequence: number;
}
export interface MigrateMsg {}
/**
 * What each query answers with, by the query's name.
 */
export interface Responses {
  config: ConfigResponse;
  disputes: DisputesResponse;
  member_reports: ReportsResponse;
  open_reports: ReportsResponse;
  poll: PollResponse;
  report: ReportResponse;
  reports: ReportsResponse;
  source: SourceResponse;
  sources: SourcesResponse;
}
export interface ConfigResponse {
  council: string;
}
export interface DisputesResponse {
  sequences: number[];
}
export interface ReportsResponse {
  reports: ReportResponse[];
}
export interface ReportResponse {
  agreed: number;
  applied?: number | null;
  attestation: Attestation;
  id: number;
  objected: boolean;
  source: number;
  state: ReportState;
}
export interface PollResponse {
  /**
   * What was said, each with who said it.
   */
  answers: Answer[];
  /**
   * What became of it.
   */
  report?: number | null;
  since: number;
  state: PollState;
}
export interface Answer {
  attestation: Attestation;
  /**
   * Chain accounts, those of feeders that are none any more left out.
   */
  feeders: string[];
}
export interface SourceResponse {
  /**
   * When k of the feeders had last been heard; 0 when they never were.
   */
  heard: number;
  id: number;
  quarantined: boolean;
  /**
   * As it was set; `sequence` is the highest that was agreed on.
   */
  source: SourceInput;
  stale: boolean;
}
export interface SourcesResponse {
  sources: SourceResponse[];
}
