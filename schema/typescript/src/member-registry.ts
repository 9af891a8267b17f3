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
       * Admits a branch with its first operators (at most 16). Emits `branch_added`.
       */
      add_branch: {
        district: string;
        name: string;
        operators: string[];
      };
    }
  | {
      /**
       * Registers a chain account as operator of a branch. Emits `operator_added`.
       */
      add_operator: {
        branch: number;
        operator: string;
      };
    }
  | {
      /**
       * Takes an operator off. Emits `operator_removed`.
       */
      remove_operator: {
        operator: string;
      };
    }
  | {
      /**
       * Registers a person as member of the operator's own branch and gives the proxy the first everyday key. A person is registered once over all branches: the same nullifier is refused. Emits `member_registered`.
       */
      register_member: {
        age: AgeClass;
        /**
         * 33-byte compressed secp256k1 key of scope everyday.
         */
        everyday_key: Binary;
        /**
         * Version of the identity check (one byte) followed by its 32-byte output for the person; opaque here.
         */
        nullifier: Binary;
        /**
         * 16 fresh random bytes; account = sha256("timebank/member" ‖ proxy ‖ salt), see `architecture` §2.
         */
        salt: Binary;
      };
    }
  | {
      /**
       * Gives a member a role. Emits `role_granted`.
       */
      grant_role: {
        member: number;
        role: Role;
      };
    }
  | {
      /**
       * Takes a role away. Emits `role_revoked`.
       */
      revoke_role: {
        member: number;
        role: Role;
      };
    }
  | {
      /**
       * Registers a company, school or team of the operator's own branch. `registration` is a 32-byte digest of its public number: the same one is refused. It has no keys of its own; its signatories act as its agents. Emits `member_registered` and `group_registered`.
       */
      register_group: {
        registration: HexBinary;
        salt: Binary;
      };
    }
  | {
      /**
       * Gives a member of the own branch one of the light offices: publisher, training administrator, auditor. Emits `role_granted` and `role_decided`.
       */
      appoint: Office;
    }
  | {
      /**
       * Takes a light office of a member of the own branch away. Emits `role_revoked` and `role_decided`.
       */
      dismiss: Office;
    }
  | {
      /**
       * Asks for a change of what stands on chain for the own profile: a salted 32-byte commitment. A newer request of the same kind takes the place of the one that waits. Emits `profile_requested`.
       */
      request_profile: {
        commitment: HexBinary;
        kind: ProfileKind;
      };
    }
  | {
      /**
       * Decides a request of a member of the own branch. Emits `profile_decided`.
       */
      decide_profile: Decision;
    }
  | {
      /**
       * States a predicate about a member of the own branch, as a salted commitment, until a date. Emits `credential_issued`.
       */
      issue_credential: {
        commitment: HexBinary;
        member: number;
        valid_until: number;
      };
    }
  | {
      /**
       * Takes a credential of a member of the own branch back. Emits `credential_revoked`.
       */
      revoke_credential: {
        commitment: HexBinary;
        member: number;
      };
    }
  | {
      /**
       * Brings a member of the own branch into a higher class of age. Emits `age_set`.
       */
      renew_age: {
        age: AgeClass;
        member: number;
      };
    }
  | {
      /**
       * Offers a kin link: `timebank-intent`'s kin commitment. Emits `kin_proposed`.
       */
      propose_kin: {
        commitment: HexBinary;
        other: number;
      };
    }
  | {
      /**
       * Agrees to a kin link that was offered to the sender. Emits `kin_accepted`.
       */
      accept_kin: OfCommitment;
    }
  | {
      /**
       * Ends a kin link or refuses one, by either side. Emits `kin_revoked`.
       */
      revoke_kin: OfCommitment;
    }
  | {
      /**
       * Offers to let somebody act for the sender, with these rights, committing at most `daily` minutes a day, until a time at most `MAX_AGENCY` ahead. Emits `agent_appointed`.
       */
      appoint_agent: {
        agent: number;
        daily: number;
        rights: Rights;
        until: number;
      };
    }
  | {
      /**
       * Agrees to act for this member. Emits `agent_accepted`.
       */
      accept_agent: OfMember;
    }
  | {
      /**
       * Ends an agency or refuses one, by either side. Emits `agent_revoked`.
       */
      revoke_agent: Pair;
    }
  | {
      /**
       * Stops everything a member of the own branch does until it is reinstated. Emits `status_changed`.
       */
      suspend: {
        member: number;
        reason: string;
      };
    }
  | {
      /**
       * Ends a suspension, or brings a member back who left. Emits `status_changed`.
       */
      reinstate: OfMember;
    }
  | {
      /**
       * Freezes the own account in an emergency; two office-holders thaw it. Emits `status_changed`.
       */
      freeze: {};
    }
  | {
      /**
       * Ends the own membership: every office is laid down, what is owed is paid, and what is left goes where the rule pack sends an estate without an heir. An administrator of the branch can reinstate the member, who then begins without TIME. Emits `role_revoked` and `status_changed`.
       */
      close: {};
    }
  | {
      /**
       * Against a new key that the proxy was asked to set: by the member with any key, or by kin. The account freezes, and the council decides. Emits `key_objected` and `status_changed`.
       */
      object_key: {
        kin?: KinOpening | null;
        member: number;
        scope: Scope;
      };
    }
  | {
      /**
       * Sets the limits of recovery; the time lock is one of `DELAYS`. Emits `recovery_rules_set`.
       */
      set_recovery_rules: {
        rules: RecoveryRules;
      };
    }
  | {
      /**
       * From the proxy: a recovery ended, and so does the freeze of an objection. With a new owner key every link and every agency ends too, for whoever had the old key may have linked an account or appointed an agent. Emits `status_changed`, `account_unlinked` and `agent_revoked`.
       */
      end_recovery: {
        member: number;
        unlink: boolean;
      };
    }
  | {
      /**
       * Opens a case about a member of the own branch that another office-holder decides. Emits `case_opened`.
       */
      propose: {
        action: Action;
      };
    }
  | {
      /**
       * Decides a case that somebody else opened; weighty ones are approved from another branch. Emits `case_decided` and what the action emits.
       */
      decide: Decision;
    }
  | {
      /**
       * Asks for a move to another branch. Emits `move_requested`.
       */
      request_move: {
        to: number;
      };
    }
  | {
      /**
       * Takes the request back. Emits `move_refused`.
       */
      withdraw_move: {};
    }
  | {
      /**
       * For the branch the member leaves or joins. When both have approved, the member moves and lays down every office. Emits `move_approved`, then `branch_changed`; or `move_refused`.
       */
      decide_move: {
        approve: boolean;
        member: number;
        to: number;
      };
    }
  | {
      /**
       * Names a chain account that is to act with the rights of an own owner key. Emits `link_offered`.
       */
      link_account: OfAccount;
    }
  | {
      /**
       * From that account itself, after the delay. Emits `account_linked`.
       */
      confirm_link: OfMember;
    }
  | {
      /**
       * Ends a link or an offer. Emits `account_unlinked`.
       */
      unlink: OfAccount;
    }
  | {
      /**
       * Sets the time between `link_account` and `confirm_link`, one of `DELAYS`. Emits `link_delay_set`.
       */
      set_link_delay: {
        seconds: number;
      };
    }
  | {
      /**
       * Applies a fact of a partner institution, keeping what was before under the report's number. Emits `fact_kept` and what changes.
       */
      apply_fact: {
        fact: MemberFact;
        member: number;
        report: number;
      };
    }
  | {
      /**
       * Restores what was before the fact of this report, if nothing has changed it since. Emits `fact_restored`.
       */
      undo_fact: {
        member: number;
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
 * A coarse class of age, attested by the custodian branch; never a date of birth.
 */
export type AgeClass = ("under18" | "from80") | "under60" | "from60" | "from65";
/**
 * An office. Every member is also just a member; that needs no role.
 */
export type Role =
  ("reviewer" | "branch_administrator" | "training_administrator") | "publisher" | "auditor" | "custodian";
/**
 * This is a wrapper around Vec<u8> to add hex de/serialization with serde. It also adds some helper methods to help encode inline.
 *
 * This is similar to `cosmwasm_std::Binary` but uses hex. See also <https://github.com/CosmWasm/cosmwasm/blob/main/docs/MESSAGE_TYPES.md>.
 */
export type HexBinary = string;
/**
 * What a profile commitment stands for.
 */
export type ProfileKind = ("skills" | "interests") | "profile" | "volunteer_number";
/**
 * What one office-holder proposes and another decides.
 */
export type Action =
  | {
      /**
       * Nothing leaves the account any more.
       */
      freeze: {
        cause: FreezeCause;
        member: number;
      };
    }
  | {
      /**
       * Ends every freeze but that of a recovery, which the council decides.
       */
      thaw: OfMember;
    }
  | {
      /**
       * Weighty. What the account holds is inherited by the rule pack of its branch.
       */
      report_death: {
        heir?: number | null;
        member: number;
      };
    }
  | {
      /**
       * Weighty; for the offices a branch administrator cannot give alone.
       */
      grant_role: Office;
    }
  | {
      /**
       * Weighty.
       */
      revoke_role: Office;
    }
  | {
      /**
       * For a person who signed on paper, or a signatory of a group. The agent still has to accept.
       */
      appoint_agent: {
        agent: number;
        /**
         * 32-byte digest of the paper.
         */
        consent: HexBinary;
        daily: number;
        principal: number;
        rights: Rights;
        until: number;
      };
    }
  | {
      /**
       * Ends an agency for the principal.
       */
      dismiss_agent: Pair;
    };
/**
 * Why two office-holders freeze an account.
 */
export type FreezeCause = "dispute" | "court";
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
export type QueryMsg =
  | {
      branch: {
        id: number;
      };
    }
  | {
      branches: {
        limit?: number | null;
        start_after?: number | null;
      };
    }
  | {
      operators: {
        branch: number;
        limit?: number | null;
        start_after?: string | null;
      };
    }
  | {
      member: {
        id: number;
      };
    }
  | {
      member_by_account: {
        account: string;
      };
    }
  | {
      /**
       * Whether a person is registered, and as whom: answered by nullifier only.
       */
      registered: {
        nullifier: Binary;
      };
    }
  | {
      members: {
        limit?: number | null;
        start_after?: number | null;
      };
    }
  | {
      /**
       * What stands on chain for a member's profile.
       */
      profile: OfMember;
    }
  | {
      /**
       * Requests that wait for a reviewer, oldest first.
       */
      profile_requests: Page;
    }
  | {
      /**
       * In the order of their commitments.
       */
      credentials: {
        limit?: number | null;
        member: number;
        start_after?: HexBinary | null;
      };
    }
  | {
      /**
       * A kin link, agreed or offered.
       */
      kin: {
        commitment: HexBinary;
      };
    }
  | {
      /**
       * Who acts for a member, or was asked to: at most `MAX_AGENTS`.
       */
      agents: OfMember;
    }
  | {
      /**
       * Cases that wait for a second person, oldest first.
       */
      cases: Page;
    }
  | {
      /**
       * Members who asked for a move, in the order of their ids.
       */
      moves: Page;
    }
  | {
      /**
       * The chain accounts a member linked or named: at most `MAX_LINKS`.
       */
      links: OfMember;
    }
  | {
      /**
       * A new key that waits for approval, time lock or council, and the limits of recovery.
       */
      recovery: {
        member: number;
        scope: Scope;
      };
    };
/**
 * Whose account it is.
 */
export type MemberKind = "person" | "group";
/**
 * Whether a member may act.
 */
export type MemberStatus = ("active" | "suspended") | "closed" | "frozen" | "deceased";

/**
 * Messages and answers of member-registry.
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
  /**
   * Version of the identity check whose nullifiers are accepted.
   */
  nullifier_version: number;
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
export interface Office {
  member: number;
  role: Role;
}
/**
 * The word on a request or a case.
 */
export interface Decision {
  approve: boolean;
  id: number;
  /**
   * A request is not refused without one.
   */
  reason?: string;
}
export interface OfCommitment {
  commitment: HexBinary;
}
export interface OfMember {
  member: number;
}
export interface Pair {
  agent: number;
  principal: number;
}
/**
 * Opens a kin commitment between two members to the contract that needs it.
 */
export interface KinOpening {
  degree: number;
  /**
   * 16 bytes.
   */
  salt: Binary;
}
/**
 * The limits of recovery. Published under `RECOVERY_RULES`, 24 bytes: `lock u64 ‖ per_day u32 ‖ cap u32 ‖ cap_for u64`; as long as the council has set none, `RecoveryRules::default` holds.
 */
export interface RecoveryRules {
  /**
   * The most TIME that leaves an account on one day after a recovery.
   */
  cap: number;
  /**
   * For how long.
   */
  cap_for: number;
  /**
   * From approval until an owner key can be set.
   */
  lock: number;
  /**
   * The most recoveries a branch proposes on one day.
   */
  per_day: number;
}
export interface OfAccount {
  account: string;
}
export interface Page {
  limit?: number | null;
  start_after?: number | null;
}
export interface MigrateMsg {}
/**
 * What each query answers with, by the query's name.
 */
export interface Responses {
  agents: AgentsResponse;
  branch: BranchResponse;
  branches: BranchesResponse;
  cases: CasesResponse;
  credentials: CredentialsResponse;
  kin: KinResponse;
  links: LinksResponse;
  member: MemberResponse;
  member_by_account: MemberResponse;
  members: MembersResponse;
  moves: MovesResponse;
  operators: OperatorsResponse;
  profile: ProfileResponse;
  profile_requests: ProfileRequestsResponse;
  recovery: RecoveryResponse;
  registered: RegisteredResponse;
}
export interface AgentsResponse {
  agents: AgentInfo[];
}
export interface AgentInfo {
  accepted: boolean;
  agent: number;
  daily: number;
  rights: Rights;
  until: number;
}
export interface BranchResponse {
  district: string;
  id: number;
  name: string;
  /**
   * When the branch was admitted.
   */
  since: number;
}
export interface BranchesResponse {
  branches: BranchResponse[];
}
export interface CasesResponse {
  cases: CaseInfo[];
}
export interface CaseInfo {
  action: Action;
  branch: number;
  by: number;
  id: number;
  since: number;
}
export interface CredentialsResponse {
  credentials: Credential[];
}
export interface Credential {
  /**
   * Who stated it; nobody for a fact of a partner institution.
   */
  by?: number | null;
  commitment: HexBinary;
  valid_until: number;
}
export interface KinResponse {
  link?: KinLink | null;
}
export interface KinLink {
  accepted: boolean;
  /**
   * Who offered it.
   */
  of: number;
  to: number;
}
export interface LinksResponse {
  links: LinkInfo[];
}
export interface LinkInfo {
  account: string;
  confirmed: boolean;
  /**
   * When it can be, or could be, confirmed.
   */
  from: number;
}
export interface MemberResponse {
  account: string;
  age: AgeClass;
  branch: number;
  id: number;
  kind: MemberKind;
  roles: Roles;
  since: number;
  status: MemberStatus;
}
export interface MembersResponse {
  members: MemberResponse[];
}
export interface MovesResponse {
  moves: MoveInfo[];
}
export interface MoveInfo {
  from: number;
  joined?: number | null;
  /**
   * Who approved for the branch that is left, and for the one that is joined.
   */
  left?: number | null;
  member: number;
  since: number;
  to: number;
}
export interface OperatorsResponse {
  operators: string[];
}
export interface ProfileResponse {
  commitments: ProfileCommitment[];
}
export interface ProfileCommitment {
  commitment: HexBinary;
  kind: ProfileKind;
  since: number;
}
export interface ProfileRequestsResponse {
  requests: ProfileRequest[];
}
export interface ProfileRequest {
  /**
   * The member, or the agent.
   */
  by: number;
  commitment: HexBinary;
  id: number;
  kind: ProfileKind;
  member: number;
  since: number;
}
export interface RecoveryResponse {
  recovery?: RecoveryInfo | null;
  rules: RecoveryRules;
}
export interface RecoveryInfo {
  approved_by?: number | null;
  /**
   * Whose office proposed it.
   */
  branch: number;
  key: HexBinary;
  own: boolean;
  proposed_by: number;
  /**
   * When an approved owner key can be set.
   */
  ready?: number | null;
}
export interface RegisteredResponse {
  member?: number | null;
}
