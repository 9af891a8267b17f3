use cosmwasm_std::{Addr, Response, Uint128};
use timebank_api::event;
use timebank_api::time_token::{MovementKind, Reference};

/// A movement of TIME: what the event says.
pub struct Moved<'a> {
    pub kind: MovementKind,
    pub reference: Reference,
    pub from: Option<&'a Addr>,
    pub to: Option<&'a Addr>,
    pub minutes: Uint128,
}

impl Moved<'_> {
    /// Adds the typed event.
    pub fn tell(self, response: Response) -> Response {
        response.add_event(event::TimeMoved {
            kind: self.kind,
            reference: self.reference,
            from: self.from.map(Addr::to_string),
            to: self.to.map(Addr::to_string),
            minutes: self.minutes,
        })
    }

    /// Adds the typed event, and the attributes by which cw20 clients follow balances.
    pub fn tell_cw20(self, response: Response) -> Response {
        let action = match (self.from, self.to) {
            (Some(_), Some(_)) => "transfer",
            (None, _) => "mint",
            (Some(_), None) => "burn",
        };
        let mut response = response.add_attribute("action", action);
        for (key, account) in [("from", self.from), ("to", self.to)] {
            if let Some(account) = account {
                response = response.add_attribute(key, account);
            }
        }
        let response = response.add_attribute("amount", self.minutes);
        self.tell(response)
    }
}
