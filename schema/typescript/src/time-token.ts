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
       * An intent of `actor`, checked by the proxy; `msg` is another variant of this enum, carried out as if the member's account had sent it.
       */
      relayed: {
        actor: Actor;
        msg: Binary;
      };
    }
  | {
      /**
       * Typed movements of the activity-registry, all or none, at most `MAX_MOVEMENTS`. Each emits `time_moved` unless it only reserves.
       */
      move: {
        movements: Movement[];
      };
    }
  | {
      /**
       * Gives a member the TIME of a grant rule of the branch's pack, once per member and rule or once per the rule's period, within the branch's budget. Emits `time_moved` with kind `mint_grant`.
       */
      grant: {
        member: number;
        rule: string;
      };
    }
  | {
      /**
       * Sets the branch's issuance budget: what it may mint in one epoch, by service and by grant, charged when it is reserved. Emits `budget_set`.
       */
      set_budget: {
        branch: number;
        minutes: number;
      };
    }
  | {
      /**
       * Sets what the whole federation may mint in one epoch; `None` is no limit. Emits `growth_limit_set`.
       */
      set_growth_limit: {
        minutes?: number | null;
      };
    }
  | {
      /**
       * Sets all that a branch may ever mint as opening balances of its joining. Emits `opening_budget_set`.
       */
      set_opening_budget: {
        branch: number;
        minutes: number;
      };
    }
  | {
      /**
       * Sets how many minutes two branches' members may owe each other on balance; `None` is no limit. Emits `position_limit_set`.
       */
      set_position_limit: {
        a: number;
        b: number;
        minutes?: number | null;
      };
    }
  | {
      /**
       * Sets the spending limits of members who have set none. Emits `default_limits_set`.
       */
      set_default_limits: {
        limits: Limits;
      };
    }
  | {
      /**
       * Gives TIME to another member as the packs of both branches allow. Where a gift must be accepted it waits. Emits `time_moved` with kind `gift`, or `gift_offered` beside one with kind `gift_offered`.
       */
      gift: {
        kin?: KinOpening | null;
        minutes: number;
        to: number;
      };
    }
  | {
      /**
       * Takes a gift that was offered. Emits `time_moved` with kind `gift` and `gift_closed`.
       */
      accept_gift: {
        gift: number;
      };
    }
  | {
      /**
       * Sends a gift back: whom it is for at any time, who gave it after `GIFT_WAIT`. Emits `time_moved` with kind `gift_returned` and `gift_closed`.
       */
      decline_gift: {
        gift: number;
      };
    }
  | {
      /**
       * Gives TIME to the welfare fund of the own branch. Emits `time_moved` with kind `donate`.
       */
      donate: {
        minutes: number;
      };
    }
  | {
      /**
       * Sets own limits on what leaves the account through the proxy. What they tighten counts at once, what they loosen after `LOOSENING_DELAY`. Emits `limits_set`.
       */
      set_limits: {
        limits: Limits;
      };
    }
  | {
      /**
       * Makes an account known, so that after the delay of the limits more than small amounts can be sent to it. Emits `recipient_introduced`.
       */
      introduce: {
        recipient: string;
      };
    }
  | {
      /**
       * Burns what has ended on these accounts, at most `MAX_SWEPT`. Emits `time_moved` with kind `expire`.
       */
      sweep: {
        accounts: string[];
      };
    }
  | {
      /**
       * Proposes an act that another office-holder of the branch must approve. Emits `time_case_opened`.
       */
      propose: {
        action: Action;
      };
    }
  | {
      /**
       * Decides what another proposed; approved, it is done at once. Emits `time_case_decided`.
       */
      decide: {
        approve: boolean;
        case: number;
      };
    }
  | {
      /**
       * Passes on what a member who died had, by the pack of the branch. Emits `time_moved` with kind `inherit` or `expire`.
       */
      inherit: {
        account: string;
        branch: number;
        heir?: string | null;
      };
    }
  | {
      /**
       * Books the balance of a member who changed branch as a position between the two. Emits `balance_moved`.
       */
      member_moved: {
        account: string;
        from: number;
        to: number;
      };
    }
  | {
      /**
       * Caps for a while what leaves an account whose keys were recovered. Emits `outgoing_capped`.
       */
      cap: {
        account: string;
        daily: number;
        until: number;
      };
    }
  | {
      /**
       * cw20. As a gift to anybody, if the packs of both branches allow that; only to accounts of registered members unless the giver's pack allows others.
       */
      transfer: {
        amount: Uint128;
        recipient: string;
      };
    }
  | {
      /**
       * cw20. Destroys own TIME.
       */
      burn: {
        amount: Uint128;
      };
    }
  | {
      /**
       * cw20. Only to contracts that are registered members.
       */
      send: {
        amount: Uint128;
        contract: string;
        msg: Binary;
      };
    }
  | {
      /**
       * cw20. Emits `allowance_set`, as everything does that changes an allowance.
       */
      increase_allowance: {
        amount: Uint128;
        expires?: Expiration | null;
        spender: string;
      };
    }
  | {
      /**
       * cw20. Emits `allowance_set`.
       */
      decrease_allowance: {
        amount: Uint128;
        expires?: Expiration | null;
        spender: string;
      };
    }
  | {
      /**
       * cw20. Only to accounts of registered members.
       */
      transfer_from: {
        amount: Uint128;
        owner: string;
        recipient: string;
      };
    }
  | {
      /**
       * cw20. Only to contracts that are registered members.
       */
      send_from: {
        amount: Uint128;
        contract: string;
        msg: Binary;
        owner: string;
      };
    }
  | {
      /**
       * cw20.
       */
      burn_from: {
        amount: Uint128;
        owner: string;
      };
    }
  | {
      /**
       * cw20. Always refused with `time.mint`: TIME is minted by `move` and `grant` alone.
       */
      mint: {
        amount: Uint128;
        recipient: string;
      };
    }
  | {
      /**
       * cw20. Only from the marketing account, at first the council's. An empty text takes the entry away. Emits `marketing_set`.
       */
      update_marketing: {
        marketing?: string | null;
        project?: string | null;
        description?: string | null;
      };
    }
  | {
      /**
       * cw20. Only from the marketing account. An SVG or PNG of at most 5 KiB, or its address. Emits `logo_set`.
       */
      upload_logo: Logo;
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
 * A movement that only the activity-registry may ask for. An activity has at most one hold, taken from its payer or from a branch's welfare fund, or reserved from its branch's budget; nothing leaves a hold but by `settle`, `refund`, `mint_service`, `unreserve`, and never more than is in it.
 */
export type Movement =
  | {
      /**
       * Takes TIME from the payer's account into the registry's: kind `hold`.
       */
      hold: {
        activity: number;
        minutes: number;
        payer: string;
      };
    }
  | {
      /**
       * Takes TIME from a branch's welfare fund into the registry's: kind `fund_hold`.
       */
      hold_fund: {
        activity: number;
        branch: number;
        minutes: number;
      };
    }
  | {
      /**
       * Pays a participant out of the hold: kind `settle`.
       */
      settle: {
        activity: number;
        minutes: number;
        participant: number;
        to: string;
      };
    }
  | {
      /**
       * Gives TIME of the hold back to whoever paid it in: kind `refund`.
       */
      refund: {
        activity: number;
        minutes: number;
      };
    }
  | {
      /**
       * Sets minutes of the branch's budget aside; nothing moves.
       */
      reserve: {
        activity: number;
        branch: number;
        minutes: number;
      };
    }
  | {
      /**
       * Mints what was reserved, for the attendance of this participant: kind `mint_service`.
       */
      mint_service: {
        activity: number;
        minutes: number;
        participant: number;
        to: string;
      };
    }
  | {
      /**
       * Gives reserved minutes back to the budget; nothing moves.
       */
      unreserve: {
        activity: number;
        minutes: number;
      };
    }
  | {
      /**
       * Takes a participant's payment back, once per activity and participant: kind `reversal`. It goes to the payer's account or to the welfare fund that paid; with no `to` it is burned, for what was minted. What is not on the account is a lien on what comes to it.
       */
      reverse: {
        activity: number;
        from: string;
        minutes: number;
        participant: number;
        to?: string | null;
      };
    };
/**
 * What an office-holder proposes and another of the same branch decides; never in an own case.
 */
export type Action =
  | {
      /**
       * Mints a member's opening balance at the joining of the branch, once per member, within the branch's opening budget.
       */
      opening: {
        /**
         * sha256 of the evidence.
         */
        evidence: HexBinary;
        member: number;
        minutes: number;
      };
    }
  | {
      /**
       * Takes an opening balance back, within `OPENING_REVERSIBLE`. What is not there any more is a lien.
       */
      reverse_opening: {
        evidence: HexBinary;
        member: number;
      };
    }
  | {
      /**
       * Pays the creditor of a member's lien from the branch's welfare fund, which then is the creditor.
       */
      top_up: {
        activity: number;
        member: number;
      };
    };
/**
 * This is a wrapper around Vec<u8> to add hex de/serialization with serde. It also adds some helper methods to help encode inline.
 *
 * This is similar to `cosmwasm_std::Binary` but uses hex. See also <https://github.com/CosmWasm/cosmwasm/blob/main/docs/MESSAGE_TYPES.md>.
 */
export type HexBinary = string;
/**
 * A thin wrapper around u128 that is using strings for JSON encoding/decoding, such that the full u128 range can be used for clients that convert JSON numbers to floats, like JavaScript and jq.
 */
export type Uint128 = string;
/**
 * Expiration represents a point in time when some event happens. It can compare with a BlockInfo and will return is_expired() == true once the condition is hit (and for every block in the future)
 */
export type Expiration =
  | {
      /**
       * AtHeight will expire when `env.block.height` >= height
       */
      at_height: number;
    }
  | {
      /**
       * AtTime will expire when `env.block.time` >= time
       */
      at_time: Timestamp;
    }
  | {
      /**
       * Never will never expire. Used to express the empty variant
       */
      never: {};
    };
/**
 * A point in time in nanosecond precision.
 *
 * This type can represent times from 1970-01-01T00:00:00Z to 2554-07-21T23:34:33Z.
 */
export type Timestamp = Uint64;
/**
 * A thin wrapper around u64 that is using strings for JSON encoding/decoding, such that the full u64 range can be used for clients that convert JSON numbers to floats, like JavaScript and jq.
 */
export type Uint64 = string;
/**
 * This is used for uploading logo data, or setting it in InstantiateData
 */
export type Logo =
  | {
      /**
       * A reference to an externally hosted logo. Must be a valid HTTP or HTTPS URL.
       */
      url: string;
    }
  | {
      /**
       * Logo content stored on the blockchain. Enforce maximum size of 5KB on all variants
       */
      embedded: EmbeddedLogo;
    };
/**
 * This is used to store the logo on the blockchain in an accepted format. Enforce maximum size of 5KB on all variants.
 */
export type EmbeddedLogo =
  | {
      /**
       * Store the Logo as an SVG file. The content must conform to the spec at https://en.wikipedia.org/wiki/Scalable_Vector_Graphics (The contract should do some light-weight sanity-check validation)
       */
      svg: Binary;
    }
  | {
      /**
       * Store the Logo as a PNG file. This will likely only support up to 64x64 or so within the 5KB limit.
       */
      png: Binary;
    };
export type QueryMsg =
  | {
      balance: {
        address: string;
      };
    }
  | {
      token_info: {};
    }
  | {
      minter: {};
    }
  | {
      allowance: {
        owner: string;
        spender: string;
      };
    }
  | {
      all_allowances: {
        limit?: number | null;
        owner: string;
        start_after?: string | null;
      };
    }
  | {
      all_spender_allowances: {
        limit?: number | null;
        spender: string;
        start_after?: string | null;
      };
    }
  | {
      all_accounts: {
        limit?: number | null;
        start_after?: string | null;
      };
    }
  | {
      marketing_info: {};
    }
  | {
      download_logo: {};
    }
  | {
      /**
       * Supply, minted and burned, by cause.
       */
      supply: {};
    }
  | {
      branch_supply: {
        branch: number;
      };
    }
  | {
      /**
       * A branch's welfare fund, and what it stands for: the TIME that the branch's members can ask services for.
       */
      guarantee: {
        branch: number;
      };
    }
  | {
      hold: {
        activity: number;
      };
    }
  | {
      granted: {
        member: number;
        rule: string;
      };
    }
  | {
      /**
       * What is kept of an account beside its balance.
       */
      account: {
        account: string;
      };
    }
  | {
      /**
       * The position between two branches, and all of them in order of the lower and the higher branch. Branch 0 stands for accounts that no branch registered.
       */
      positions: {
        limit?: number | null;
        /**
         * @minItems 2
         * @maxItems 2
         */
        start_after?: [number, number] | null;
      };
    }
  | {
      /**
       * The gifts that wait to be accepted.
       */
      gifts: {
        limit?: number | null;
        start_after?: number | null;
      };
    }
  | {
      /**
       * What waits for a second office-holder.
       */
      cases: {
        limit?: number | null;
        start_after?: number | null;
      };
    };
export type HoldInfo =
  | {
      /**
       * TIME of a member's own account.
       */
      account: {
        minutes: number;
        payer: string;
      };
    }
  | {
      /**
       * A reservation of a branch's budget.
       */
      budget: {
        branch: number;
        minutes: number;
      };
    }
  | {
      /**
       * TIME of a branch's welfare fund.
       */
      fund: {
        branch: number;
        minutes: number;
      };
    };
/**
 * This is used to display logo info, provide a link or inform there is one that can be downloaded from the blockchain itself
 */
export type LogoInfo =
  | {
      /**
       * A reference to an externally hosted logo. Must be a valid HTTP or HTTPS URL.
       */
      url: string;
    }
  | "embedded";
/**
 * A human readable address.
 *
 * In Cosmos, this is typically bech32 encoded. But for multi-chain smart contracts no assumptions should be made other than being UTF-8 encoded and of reasonable length.
 *
 * This type represents a validated address. It can be created in the following ways 1. Use `Addr::unchecked(input)` 2. Use `let checked: Addr = deps.api.addr_validate(input)?` 3. Use `let checked: Addr = deps.api.addr_humanize(canonical_addr)?` 4. Deserialize from JSON. This must only be done from JSON that was validated before such as a contract's state. `Addr` must not be used in messages sent by the user because this would result in unvalidated instances.
 *
 * This type is immutable. If you really need to mutate it (Really? Are you sure?), create a mutable copy using `let mut mutable = Addr::to_string()` and operate on that `String` instance.
 */
export type Addr = string;
export type Nullable_MinterResponse = MinterResponse | null;

/**
 * Messages and answers of time-token.
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
   * Seconds of an epoch of the budgets; `EPOCH` if none is named.
   */
  epoch?: number | null;
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
 * Limits on what leaves an account through the proxy. Who holds an own chain account is not limited.
 */
export interface Limits {
  /**
   * The most on one day (UTC+8); `None` is no limit.
   */
  daily?: number | null;
  /**
   * Seconds from the introduction of a recipient until more than `SMALL_AMOUNT` a day can be sent to new recipients.
   */
  new_recipient_delay: number;
}
/**
 * What opens a commitment to two relatives: see `timebank_intent::kin_commitment`.
 */
export interface KinOpening {
  /**
   * 1 lineal, 2 other kin.
   */
  degree: number;
  /**
   * 16 bytes.
   */
  salt: Binary;
}
export interface MigrateMsg {}
/**
 * What each query answers with, by the query's name.
 */
export interface Responses {
  account: AccountResponse;
  all_accounts: AllAccountsResponse;
  all_allowances: AllAllowancesResponse;
  all_spender_allowances: AllSpenderAllowancesResponse;
  allowance: AllowanceResponse;
  balance: BalanceResponse;
  branch_supply: BranchSupplyResponse;
  cases: CasesResponse;
  download_logo: DownloadLogoResponse;
  gifts: GiftsResponse;
  granted: GrantedResponse;
  guarantee: GuaranteeResponse;
  hold: HoldResponse;
  marketing_info: MarketingInfoResponse;
  minter: Nullable_MinterResponse;
  positions: PositionsResponse;
  supply: SupplyResponse;
  token_info: TokenInfoResponse;
}
export interface AccountResponse {
  /**
   * TIME that ends when the quarter is over; the rest of the balance does not.
   */
  buckets: Bucket[];
  /**
   * The cap after a recovery, while it lasts: until when, and minutes a day.
   *
   * @minItems 2
   * @maxItems 2
   */
  cap?: [number, number] | null;
  /**
   * How many movements touched the account; each event names the number it has on either side, so that a statement is provably complete.
   */
  count: number;
  /**
   * Given away this year (UTC+8).
   */
  given_this_year: number;
  liens: Lien[];
  /**
   * The limits in force, and what was sent today.
   */
  limits: Limits;
  /**
   * The limits to come, and when.
   *
   * @minItems 2
   * @maxItems 2
   */
  loosening?: [Limits, number] | null;
  spent_today: number;
}
export interface Bucket {
  minutes: number;
  /**
   * Quarters since 1970 (UTC+8); the TIME ends with it.
   */
  quarter: number;
}
/**
 * What an account owes from what comes to it.
 */
export interface Lien {
  /**
   * 0 for an opening balance.
   */
  activity: number;
  minutes: number;
  /**
   * To whom; missing if it is to be burned.
   */
  to?: string | null;
}
export interface AllAccountsResponse {
  accounts: string[];
}
export interface AllAllowancesResponse {
  allowances: AllowanceInfo[];
}
export interface AllowanceInfo {
  allowance: Uint128;
  expires: Expiration;
  spender: string;
}
export interface AllSpenderAllowancesResponse {
  allowances: SpenderAllowanceInfo[];
}
export interface SpenderAllowanceInfo {
  allowance: Uint128;
  expires: Expiration;
  owner: string;
}
export interface AllowanceResponse {
  allowance: Uint128;
  expires: Expiration;
}
export interface BalanceResponse {
  balance: Uint128;
}
/**
 * One branch's part. charged ≤ budget, minted_opening ≤ opening_budget; the sums are of all time.
 */
export interface BranchSupplyResponse {
  /**
   * For each epoch.
   */
  budget: number;
  /**
   * By the branch's members, by expiry and by reversal.
   */
  burned?: number;
  /**
   * What reservations and grants of this epoch took of the budget.
   */
  charged?: number;
  minted_grant: number;
  minted_opening?: number;
  minted_service: number;
  opening_budget?: number;
  /**
   * In open reservations.
   */
  reserved: number;
}
export interface CasesResponse {
  cases: CaseInfo[];
}
export interface CaseInfo {
  action: Action;
  branch: number;
  by: number;
  case: number;
  since: number;
}
/**
 * When we download an embedded logo, we get this response type. We expect a SPA to be able to accept this info and display it.
 */
export interface DownloadLogoResponse {
  data: Binary;
  mime_type: string;
}
export interface GiftsResponse {
  gifts: GiftInfo[];
}
export interface GiftInfo {
  from: number;
  gift: number;
  minutes: number;
  since: number;
  to: number;
}
export interface GrantedResponse {
  granted: boolean;
}
export interface GuaranteeResponse {
  /**
   * The account of the welfare fund.
   */
  account: string;
  fund: Uint128;
  /**
   * minted − burned + positions: all TIME of the branch's members and fund, with what is held of it. What accounts have that no branch registered is no branch's: positions name those accounts as of branch 0.
   */
  outstanding: number;
  /**
   * What flowed from members of other branches to the branch's, less what flowed to them.
   */
  positions: number;
}
export interface HoldResponse {
  hold?: HoldInfo | null;
}
export interface MarketingInfoResponse {
  /**
   * A link to the logo, or a comment there is an on-chain logo stored
   */
  logo?: LogoInfo | null;
  /**
   * The address (if any) who can update this data structure
   */
  marketing?: Addr | null;
  /**
   * A URL pointing to the project behind this token.
   */
  project?: string | null;
  /**
   * A longer description of the token and it's utility. Designed for tooltips or such
   */
  description?: string | null;
}
export interface MinterResponse {
  /**
   * cap is a hard cap on total supply that can be achieved by minting. Note that this refers to total_supply. If None, there is unlimited cap.
   */
  cap?: Uint128 | null;
  minter: string;
}
export interface PositionsResponse {
  positions: PositionInfo[];
}
export interface PositionInfo {
  high: number;
  low: number;
  position: Position;
}
/**
 * The net minutes between two branches, in time-token under `position_key(low, high)`: `net i64 ‖ limit u32`, 12 bytes.
 */
export interface Position {
  /**
   * The most `net` may be away from 0; 0 is no limit.
   */
  limit: number;
  /**
   * What flowed from the lower branch's members to the higher one's, less what flowed back.
   */
  net: number;
}
/**
 * supply = minted_service + minted_grant + minted_opening − burned, always.
 */
export interface SupplyResponse {
  /**
   * By their holders, by expiry, and by the reversal of what was minted.
   */
  burned: Uint128;
  /**
   * In open holds of members' own TIME and of welfare funds: the registry's balance.
   */
  escrow: Uint128;
  /**
   * What of it this epoch's reservations, grants and opening balances took.
   */
  growth?: Uint128;
  /**
   * What the federation may mint in one epoch; missing is no limit.
   */
  growth_limit?: number | null;
  minted_grant: Uint128;
  minted_opening?: Uint128;
  minted_service: Uint128;
  /**
   * In gifts that wait: the token's own balance.
   */
  offered?: Uint128;
  supply: Uint128;
}
export interface TokenInfoResponse {
  decimals: number;
  name: string;
  symbol: string;
  total_supply: Uint128;
}
