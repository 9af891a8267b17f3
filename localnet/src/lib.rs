#![doc = include_str!("../README.md")]

pub mod bench;
pub mod branches;
pub mod build;
pub mod cache;
pub mod cli;
pub mod demo;
pub mod deploy;
pub mod doctor;
pub mod fault;
pub mod interrupt;
pub mod net;
pub mod postgres;
pub mod run;
pub mod steps;
pub mod suites;
pub mod workspace;
