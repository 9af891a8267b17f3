mod csv;
mod fake;
mod faults;
mod feeding;
mod http;
mod push;
mod sheet;
