use cosmwasm_std::{Binary, Reply, SubMsgResult};
use serde::de::IgnoredAny;
use serde::Deserialize;

/// What the proxy reads of cosmwasm's [`Reply`]: it is called for failures only, so the events and data of a success, half of
/// the code that reads a `Reply`, never come.
#[derive(Debug, Deserialize)]
pub struct Answer {
    pub id: u64,
    #[serde(default)]
    pub payload: Binary,
    pub result: Ending,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    Ok(IgnoredAny),
    Error(String),
}

impl From<Reply> for Answer {
    fn from(reply: Reply) -> Self {
        let result = match reply.result {
            SubMsgResult::Ok(_) => Ending::Ok(IgnoredAny),
            SubMsgResult::Err(error) => Ending::Error(error),
        };
        Answer { id: reply.id, payload: reply.payload, result }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::{from_json, to_json_vec, Event, SubMsgResponse};

    #[test]
    fn every_reply_is_read_from_its_own_bytes() {
        #[allow(deprecated)]
        let success = SubMsgResponse {
            events: vec![Event::new("x").add_attribute("a", "b")],
            data: None,
            msg_responses: vec![],
        };
        for result in [SubMsgResult::Err("time.zero".into()), SubMsgResult::Ok(success)] {
            let reply = Reply { id: 7, payload: Binary::from(b"slip"), gas_used: 9, result };
            let answer: Answer = from_json(to_json_vec(&reply).unwrap()).unwrap();
            assert_eq!((answer.id, &answer.payload), (7, &reply.payload));
            match (answer.result, reply.result) {
                (Ending::Error(read), SubMsgResult::Err(written)) => assert_eq!(read, written),
                (Ending::Ok(_), SubMsgResult::Ok(_)) => {}
                other => panic!("{other:?}"),
            }
        }
    }
}
