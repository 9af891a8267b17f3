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
       * Sets what packs must keep to from now on; adopted ones stay as they are. Emits `bounds_set`.
       */
      set_bounds: {
        bounds: Bounds;
      };
    }
  | {
      /**
       * Adopts a pack for a branch that joins, from a time on which lies after that of every pack before it and within a year. An adopted pack never changes. Emits `pack_adopted`.
       */
      adopt: {
        branch: number;
        effective: number;
        pack: Pack;
      };
    }
  | {
      /**
       * Writes a draft for the own branch. `analysis` is the sha256 of the statistics it rests on. Emits `draft_written`.
       */
      draft: {
        analysis: HexBinary;
        pack: Pack;
      };
    }
  | {
      /**
       * Writes a draft anew, before it is published or after its feedback. Emits `draft_written`.
       */
      revise: {
        analysis: HexBinary;
        draft: number;
        pack: Pack;
        revision: number;
      };
    }
  | {
      /**
       * Opens a draft for comments until a time. Emits `draft_published`.
       */
      publish_draft: {
        draft: number;
        revision: number;
        until: number;
      };
    }
  | {
      /**
       * Says what one thinks of a published draft: once per revision, and a later comment takes the place of the one before. `text` is the sha256 of what was written. Emits `draft_commented`.
       */
      comment: {
        draft: number;
        revision: number;
        support: boolean;
        text?: HexBinary | null;
      };
    }
  | {
      /**
       * Agrees to a draft's adoption from a time on. When two administrators of the branch have agreed to the same, it is adopted. Emits `draft_agreed` for the first, `pack_adopted` and `draft_adopted` for the second.
       */
      adopt_draft: {
        draft: number;
        effective: number;
        revision: number;
      };
    }
  | {
      /**
       * Gives a draft up. Emits `draft_withdrawn`.
       */
      withdraw_draft: {
        draft: number;
      };
    }
  | {
      /**
       * Writes the record of a branch's rules anew from its packs, for packs that were adopted before there were such records. Emits `rules_published`.
       */
      publish: {
        branch: number;
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
 * To whom members may give TIME, from the narrowest circle to the widest.
 */
export type Gift = ("none" | "any") | "lineal" | "kin";
/**
 * A coarse class of age, attested by the custodian branch; never a date of birth.
 */
export type AgeClass = ("under18" | "from80") | "under60" | "from60" | "from65";
/**
 * How a number of minutes is brought to a multiple of `step`.
 */
export type Rounding =
  | "exact"
  | {
      /**
       * Down to a multiple of `step` minutes.
       */
      floor: {
        step: number;
      };
    }
  | {
      /**
       * To the nearest multiple of `step` minutes, half up.
       */
      nearest: {
        step: number;
      };
    };
/**
 * What becomes of the TIME of a member who died.
 */
export type Inheritance = "beneficiary" | "fund" | "expire";
/**
 * What becomes of TIME over the cap on a balance.
 */
export type Overflow = "fund" | "reject";
/**
 * When a service begins, by the clock of UTC+8.
 */
export type Band = "weekday" | "weekend" | "night";
/**
 * What kind of help it is (the six helps 助餐 助医 助浴 助洁 助急 助行 and what the packs of several cities add).
 */
export type Category =
  | "meals"
  | "medical"
  | "bathing"
  | "cleaning"
  | "emergency"
  | "escort"
  | "company"
  | "repairs"
  | "digital"
  | "learning"
  | "culture"
  | "community";
/**
 * What a service asks of whoever gives it.
 */
export type Skill = "plain" | "trained" | "professional";
/**
 * This is a wrapper around Vec<u8> to add hex de/serialization with serde. It also adds some helper methods to help encode inline.
 *
 * This is similar to `cosmwasm_std::Binary` but uses hex. See also <https://github.com/CosmWasm/cosmwasm/blob/main/docs/MESSAGE_TYPES.md>.
 */
export type HexBinary = string;
export type QueryMsg =
  | {
      /**
       * The pack in force at a branch at a time (default: now).
       */
      pack: {
        at?: number | null;
        branch: number;
      };
    }
  | {
      /**
       * Every pack of a branch in order of version.
       */
      packs: {
        branch: number;
        limit?: number | null;
        start_after?: number | null;
      };
    }
  | {
      bounds: {};
    }
  | {
      draft: {
        id: number;
      };
    }
  | {
      /**
       * The drafts of a branch in order of their numbers.
       */
      drafts: {
        branch: number;
        limit?: number | null;
        start_after?: number | null;
      };
    }
  | {
      /**
       * The comments on a revision in order of members.
       */
      comments: {
        draft: number;
        limit?: number | null;
        revision: number;
        start_after?: number | null;
      };
    };
/**
 * Where a draft is.
 */
export type DraftState = ("drafted" | "adopted" | "withdrawn") | "published" | "revised";

/**
 * Messages and answers of rulebook.
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
 * What the federation lets a branch's pack say.
 */
export interface Bounds {
  /**
   * The highest cap on a balance; `None` is any, and none at all.
   */
  balance_cap?: number | null;
  /**
   * The longest time for a confirmation, for a payment and for a dispute.
   */
  deadline: number;
  /**
   * The least time a draft is open for comments.
   */
  feedback: number;
  /**
   * The fewest minutes of service for the first star, as stars count at every branch.
   */
  first_star: number;
  /**
   * The widest circle of gifts.
   */
  gift: Gift;
  /**
   * The most minutes the grants together may give one member in a year.
   */
  grants: number;
  /**
   * The least time from a draft's adoption until it comes into force.
   */
  notice: number;
  /**
   * Whether addresses that no branch registered may hold TIME.
   */
  unregistered: boolean;
  /**
   * The most percent of the plain rate.
   */
  weight: number;
}
/**
 * The rules of a branch, as data. What Chinese time banks really use, with sources: the pages `docs/packs/*.md`.
 */
export interface Pack {
  /**
   * When rights are withdrawn, and for how long.
   */
  conduct?: Conduct;
  /**
   * From check-out until a missing confirmation is decided by rule.
   */
  confirm_deadline: number;
  /**
   * From a dispute's beginning until it is decided by rule (the lower figure is paid).
   */
  dispute_window: number;
  /**
   * The most TIME one participant can earn in one activity; `None` is no limit.
   */
  earn_cap_activity?: number | null;
  /**
   * The most TIME one participant can earn on one day (UTC+8), before the bonus of the stars; `None` is no limit.
   */
  earn_cap_day?: number | null;
  /**
   * From approval (or the opening of a need) until one that nobody took escalates a step.
   */
  escalate_after?: number;
  /**
   * The grants by which TIME may come into being without a service. At most 16.
   */
  grants: Grant[];
  /**
   * Points and stars.
   */
  levels?: Levels;
  /**
   * What counts when activities are recommended to the branch's members.
   */
  matching_weights?: MatchingWeights;
  /**
   * Name people know it by, e.g. "Nanjing 2019".
   */
  name: string;
  /**
   * The youngest class of age that may pay from an own balance.
   */
  own_use_age?: AgeClass | null;
  /**
   * The youngest class of age that may give services.
   */
  provider_age?: AgeClass | null;
  /**
   * How confirmed minutes become TIME.
   */
  rounding: Rounding;
  /**
   * From agreement until an unpaid service is paid by rule.
   */
  settle_deadline: number;
  /**
   * Whether the payer can settle before both sides have rated. When the settle deadline is over it is paid anyway.
   */
  settle_requires_rating: boolean;
  /**
   * Minutes by which the two sides' figures may differ and still be averaged.
   */
  tolerance: number;
  /**
   * How TIME may move between accounts.
   */
  transfers?: TransferRules;
  /**
   * Percent of the plain rate by category; a category that is not listed counts 100. At most 32.
   */
  weights: Weight[];
}
/**
 * When the right to publish or to enrol is withdrawn by rule. It comes back by itself when the time is over.
 */
export interface Conduct {
  /**
   * A mean rating below this, in hundredths of a score, withdraws the right to publish; 0 never does.
   */
  min_rating: number;
  /**
   * The fewest ratings of which a mean is taken.
   */
  min_ratings: number;
  /**
   * So many seats not taken in the window withdraw the right to enrol; 0 never does.
   */
  no_show_limit: number;
  /**
   * So many deadlines passed in the window withdraw the right to publish; 0 never does.
   */
  silent_limit: number;
  /**
   * For how long a right is withdrawn.
   */
  suspension: number;
  /**
   * How far back facts count.
   */
  window: number;
}
/**
 * A grant of TIME by rule, once per member or once per period.
 */
export interface Grant {
  /**
   * Seconds after which a member may have it again; `None` is never.
   */
  every?: number | null;
  /**
   * Stable id within the branch, e.g. "elder-80".
   */
  id: string;
  /**
   * The youngest class of age it is for.
   */
  min_age: AgeClass;
  minutes: number;
}
/**
 * Points and the five stars. Hours of the thresholds: the ministry's practice of 100, 300, 600, 1000 and 1500.
 */
export interface Levels {
  /**
   * The least mean rating for one to five stars, in hundredths of a score; who has no rating yet passes.
   *
   * @minItems 5
   * @maxItems 5
   */
  min_rating: [number, number, number, number, number];
  /**
   * Points off for not coming.
   */
  points_off_no_show: number;
  /**
   * Points off for letting a deadline pass.
   */
  points_off_silent: number;
  /**
   * Points for an hour of service.
   */
  points_per_hour: number;
  /**
   * Points for each score over 3, and off for each under 3, by the distance.
   */
  points_per_score: number;
  /**
   * What one to five stars give.
   *
   * @minItems 5
   * @maxItems 5
   */
  rewards: [StarReward, StarReward, StarReward, StarReward, StarReward];
  /**
   * Minutes of service for one to five stars, rising.
   *
   * @minItems 5
   * @maxItems 5
   */
  thresholds: [number, number, number, number, number];
}
/**
 * What a star gives, enforced at enrolment.
 */
export interface StarReward {
  /**
   * Seconds before registration opens for everybody in which the holder may enrol already.
   */
  early: number;
  /**
   * The cap on a day's earnings in percent of the pack's; at least 100.
   */
  earn_cap_percent: number;
  /**
   * Seats the holder may have at once in activities to come; without a star it is `OPEN_ENROLMENTS`.
   */
  open_enrolments: number;
}
/**
 * How much each factor counts in how well an activity suits a member, in percent: together 100. No contract reads it; the branches' relayers do.
 */
export interface MatchingWeights {
  /**
   * How near it is to where the member usually helps.
   */
  distance: number;
  /**
   * How well the time fits when the member usually helps.
   */
  free_time: number;
  /**
   * How often the member has helped lately.
   */
  frequency: number;
  /**
   * How member and publisher rated each other, or how the member is rated.
   */
  rating: number;
  /**
   * How reliably the member comes.
   */
  reliability: number;
  /**
   * How much service the member has given.
   */
  service_time: number;
  /**
   * How often the member has given this kind of help.
   */
  skill: number;
}
/**
 * What the rulebook publishes of a pack for whoever moves TIME. 18 bytes: `gift u8 ‖ flags u8 ‖ overflow u8 ‖ inheritance u8 ‖ gift_annual_cap u32 ‖ balance_cap u32 ‖ min_to_redeem u32 ‖ expiry_months u16`, where the flags are 1 acceptance, 2 donation, 4 groups donate only, 8 unregistered addresses; a number of 0 is none.
 */
export interface TransferRules {
  /**
   * The most a member may hold.
   */
  balance_cap?: number | null;
  /**
   * Whether members may donate to the welfare fund.
   */
  donation: boolean;
  /**
   * Months after which TIME that was earned ends.
   */
  expiry_months?: number | null;
  /**
   * To whom members may give. A plain cw20 transfer is a gift to anybody.
   */
  gift: Gift;
  /**
   * Whether a gift arrives only when it is accepted.
   */
  gift_acceptance: boolean;
  /**
   * The most a member may give in one year (UTC+8).
   */
  gift_annual_cap?: number | null;
  /**
   * Whether the TIME of groups can only be donated.
   */
  groups_donate_only: boolean;
  inheritance: Inheritance;
  /**
   * The balance a member must have reached before paying from it.
   */
  min_to_redeem?: number | null;
  overflow: Overflow;
  /**
   * Whether addresses that no branch registered can hold TIME.
   */
  unregistered: boolean;
}
/**
 * The first weight of the list that fits an activity counts; where none does it is 100 percent.
 */
export interface Weight {
  /**
   * Only for services that begin in this band of time; `None` is any.
   */
  band?: Band | null;
  category: Category;
  percent: number;
  /**
   * Only for this skill; `None` is any.
   */
  skill?: Skill | null;
}
export interface MigrateMsg {}
/**
 * What each query answers with, by the query's name.
 */
export interface Responses {
  bounds: Bounds;
  comments: CommentsResponse;
  draft: DraftResponse;
  drafts: DraftsResponse;
  pack: PackResponse;
  packs: PacksResponse;
}
export interface CommentsResponse {
  comments: Comment[];
}
/**
 * What a member thinks of a draft.
 */
export interface Comment {
  at: number;
  branch: number;
  member: number;
  support: boolean;
  text?: HexBinary | null;
}
export interface DraftResponse {
  /**
   * The first administrator's agreement, while it waits for a second one.
   */
  agreed?: Agreement | null;
  /**
   * The sha256 of the statistics it rests on.
   */
  analysis: HexBinary;
  /**
   * Who wrote this revision.
   */
  author: number;
  branch: number;
  id: number;
  oppose: number;
  pack: Pack;
  /**
   * Counted from 1.
   */
  revision: number;
  state: DraftState;
  /**
   * Comments on this revision.
   */
  support: number;
  /**
   * When the comments end or ended; missing before it was published.
   */
  until?: number | null;
  /**
   * The adopted pack's version.
   */
  version?: number | null;
}
/**
 * An administrator's agreement to a draft's adoption.
 */
export interface Agreement {
  by: number;
  effective: number;
}
export interface DraftsResponse {
  drafts: DraftResponse[];
}
export interface PackResponse {
  branch: number;
  effective: number;
  pack: Pack;
  /**
   * Counted from 1 within the branch.
   */
  version: number;
}
export interface PacksResponse {
  packs: PackResponse[];
}
