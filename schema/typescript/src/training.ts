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
       * Creates a course of the author's branch as a draft. Emits `course_drafted`.
       */
      draft: {
        course: CourseInput;
      };
    }
  | {
      /**
       * Changes a course that has not begun; its author may. An open one goes back to review with the next revision, and whoever is enrolled stays so. Emits `course_edited`.
       */
      edit: {
        course: CourseInput;
        id: number;
        revision: number;
      };
    }
  | {
      /**
       * Submits a draft for review. Emits `course_submitted`.
       */
      submit: {
        id: number;
        revision: number;
      };
    }
  | {
      /**
       * Opens exactly this revision; neither its author nor a trainer may. Emits `course_approved`.
       */
      approve: {
        id: number;
        revision: number;
      };
    }
  | {
      /**
       * Returns exactly this revision to its author. Emits `course_returned`.
       */
      return: {
        id: number;
        reason: string;
        revision: number;
      };
    }
  | {
      /**
       * Replaces the trainers of an open or running course. Emits `trainers_set`.
       */
      set_trainers: {
        id: number;
        trainers: number[];
      };
    }
  | {
      /**
       * Ends a course in which everybody has a result. Emits `course_completed`.
       */
      complete: {
        id: number;
      };
    }
  | {
      /**
       * Ends a course early; results and certificates that were given stay. Emits `course_cancelled`.
       */
      cancel: {
        id: number;
        reason: string;
      };
    }
  | {
      /**
       * Enrols the actor, on the waitlist when no seat is free. Emits `course_enrolled`.
       */
      enrol: {
        /**
         * 32-byte commitment to the holder of the certificate to come, with a salt that only the holder keeps.
         */
        holder: HexBinary;
        id: number;
      };
    }
  | {
      /**
       * Takes the actor's enrolment back before there is a result; the first on the waitlist moves up. Emits `course_enrolment_withdrawn`, and `course_moved_up`.
       */
      withdraw_enrolment: {
        id: number;
      };
    }
  | {
      /**
       * Who was there in a session that has begun, or was not after all; the first such word begins the course. Emits `session_attended`, and `course_began`.
       */
      attend: {
        id: number;
        participants: number[];
        present: boolean;
        session: number;
      };
    }
  | {
      /**
       * These participants have passed, which asks for enough sessions; who passes is certified where the course does so. Emits `course_result`, and `certificate_issued`.
       */
      pass: {
        id: number;
        participants: number[];
      };
    }
  | {
      /**
       * These participants have not. Emits `course_result`.
       */
      fail: {
        id: number;
        participants: number[];
      };
    }
  | {
      /**
       * Extends a certificate of the own branch, at most by what its course gives from now on. Emits `certificate_renewed`.
       */
      renew: {
        certificate: number;
        valid_until: number;
      };
    }
  | {
      /**
       * Takes a certificate of the own branch back, or an attested one of an own member. Emits `certificate_revoked`.
       */
      revoke: {
        certificate: number;
        reason: string;
      };
    }
  | {
      /**
       * A certificate from elsewhere that counts as the course. Emits `certificate_issued`.
       */
      issue_attested: {
        course: number;
        /**
         * 32-byte commitment to the holder.
         */
        holder: HexBinary;
        member: number;
        report: number;
        valid_until: number;
      };
    }
  | {
      /**
       * Takes back what was attested last for the member and the course. Emits `certificate_revoked`.
       */
      revoke_attested: {
        course: number;
        member: number;
        report: number;
      };
    }
  | {
      /**
       * Restores what was before the fact of this report. Emits `certificate_revoked` or `certificate_restored`.
       */
      undo_attested: {
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
 * What whoever passes is given.
 */
export type Certified =
  | "lasting"
  | "no"
  | {
      /**
       * A certificate that is valid for so long, and can be renewed.
       */
      for: {
        seconds: number;
      };
    };
/**
 * This is a wrapper around Vec<u8> to add hex de/serialization with serde. It also adds some helper methods to help encode inline.
 *
 * This is similar to `cosmwasm_std::Binary` but uses hex. See also <https://github.com/CosmWasm/cosmwasm/blob/main/docs/MESSAGE_TYPES.md>.
 */
export type HexBinary = string;
export type QueryMsg =
  | {
      config: {};
    }
  | {
      course: {
        id: number;
      };
    }
  | {
      courses: {
        descending?: boolean | null;
        limit?: number | null;
        start_after?: number | null;
      };
    }
  | {
      enrolment: {
        id: number;
        participant: number;
      };
    }
  | {
      /**
       * Enrolments of a course in order of members.
       */
      enrolments: {
        id: number;
        limit?: number | null;
        start_after?: number | null;
      };
    }
  | {
      /**
       * For anybody who has the number.
       */
      certificate: {
        id: number;
      };
    }
  | {
      /**
       * Certificates of a member.
       */
      certificates: {
        limit?: number | null;
        member: number;
        start_after?: number | null;
      };
    }
  | {
      /**
       * Whether a member has passed a course, and until when that counts.
       */
      passed: {
        course: number;
        member: number;
      };
    };
/**
 * Who answers for a certificate.
 */
export type Issuer =
  | {
      /**
       * The branch whose course was passed.
       */
      branch: {
        branch: number;
      };
    }
  | {
      /**
       * A partner institution, by the oracle's report.
       */
      attested: {
        report: number;
      };
    };
export type CertificateStatus = "valid" | "revoked";
/**
 * Where a course is in its life.
 */
export type CourseState = "draft" | "submitted" | "open" | "running" | "completed" | "cancelled";
/**
 * Where a participant is.
 */
export type PlaceState = ("enrolled" | "withdrawn" | "passed" | "failed") | "waitlisted";

/**
 * Messages and answers of training.
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
 * What an author says about a course. Everything here is public.
 */
export interface CourseInput {
  /**
   * Whether only members of the branch can enrol.
   */
  branch_only: boolean;
  certificate: Certified;
  /**
   * The course of the same branch of which this is another run: who passes has passed that one.
   */
  counts_as?: number | null;
  /**
   * So many sessions must have been attended to pass, at least 1.
   */
  min_sessions: number;
  /**
   * District-level place, 1 to 80 characters.
   */
  place: string;
  /**
   * When members can enrol; over before the first session.
   */
  registration: Window;
  /**
   * Courses that must have been passed before, at most `MAX_REQUIRED`.
   */
  requires: number[];
  /**
   * 1 to `MAX_SEATS`.
   */
  seats: number;
  /**
   * In order of time, 1 to `MAX_SESSIONS`, none over another, each at most a day.
   */
  sessions: Window[];
  /**
   * Short public text, at most 500 characters.
   */
  summary: string;
  /**
   * sha256 of a longer public text that the branches' relayers serve.
   */
  text?: HexBinary | null;
  /**
   * 1 to 80 characters.
   */
  title: string;
  /**
   * 1 to `MAX_TRAINERS` members who record attendance and results.
   */
  trainers: number[];
}
/**
 * A span of time; `start` is in it, `end` is not.
 */
export interface Window {
  end: number;
  start: number;
}
export interface MigrateMsg {}
/**
 * What each query answers with, by the query's name.
 */
export interface Responses {
  certificate: CertificateResponse;
  certificates: CertificatesResponse;
  config: ConfigResponse;
  course: CourseResponse;
  courses: CoursesResponse;
  enrolment: PlaceResponse;
  enrolments: PlacesResponse;
  passed: PassedResponse;
}
export interface CertificateResponse {
  certificate: Certificate;
  /**
   * Valid and not over.
   */
  holds: boolean;
  id: number;
}
/**
 * What training publishes about a certificate under `certificate_key`, so that a Merkle proof can be served for it. 74 bytes: `status u8 ‖ issuer's kind u8 ‖ branch or report u64 ‖ course u64 ‖ member u64 ‖ issued u64 ‖ valid until u64 ‖ holder`.
 */
export interface Certificate {
  course: number;
  /**
   * 32-byte commitment to the holder.
   */
  holder: HexBinary;
  issued: number;
  issuer: Issuer;
  member: number;
  status: CertificateStatus;
  /**
   * `u64::MAX` for one that lasts.
   */
  valid_until: number;
}
export interface CertificatesResponse {
  certificates: CertificateResponse[];
}
export interface ConfigResponse {
  council: string;
}
export interface CourseResponse {
  author: number;
  branch: number;
  course: CourseInput;
  /**
   * Participants with a result.
   */
  decided: number;
  id: number;
  revision: number;
  state: CourseState;
  /**
   * Seats that are taken, those of participants with a result among them.
   */
  taken: number;
  waitlisted: number;
}
export interface CoursesResponse {
  courses: CourseResponse[];
}
export interface PlaceResponse {
  /**
   * Numbers of the sessions attended, counted from 0.
   */
  attended: number[];
  id: number;
  participant: number;
  position: number;
  state: PlaceState;
}
export interface PlacesResponse {
  enrolments: PlaceResponse[];
}
export interface PassedResponse {
  certificate?: number | null;
  passed: boolean;
  valid_until?: number | null;
}
