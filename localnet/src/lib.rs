#![doc = include_str!("../README.md")]

pub mod bench;
pub mod branches;
pub mod build;
pub mod cache;
pub mod cli;
mod database;
pub mod demo;
pub mod deploy;
pub mod doctor;
pub mod fault;
pub mod fuzz;
pub mod interrupt;
pub mod mariadb;
pub mod net;
pub mod partners;
pub mod postgres;
mod record;
pub mod run;
pub mod steps;
pub mod suites;
pub mod workspace;
