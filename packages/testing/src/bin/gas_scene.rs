//! Writes the world that gas is measured in: `gas_scene <members of the crowd> <unix time of the measurement> <folder>`.
#![allow(clippy::expect_used)]

use std::path::PathBuf;
use timebank_testing::scene::{Crowd, Scene};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut next = |what: &str| arguments.next().expect(what);
    let members = next("members").parse().expect("a number of members");
    let now = next("time").parse().expect("a unix time");
    let folder = PathBuf::from(next("folder"));
    Scene::new(now, &Crowd::of(members)).write(&folder).expect("the folder can be written to");
}
