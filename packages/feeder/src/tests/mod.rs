mod csv;
mod fake;
mod faults;
mod feeding;
mod http;
mod kit;
mod push;
mod sheet;
