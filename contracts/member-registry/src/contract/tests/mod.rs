mod world;

mod agreements;
mod alike;
mod cases;
mod office;
mod recovery;
mod registration;
