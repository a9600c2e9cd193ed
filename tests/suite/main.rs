//! The tests that no single crate owns.

mod cases;
mod differential;
mod live;
mod metamorphic;
mod partial;
mod periods;
mod random;
mod support;
mod vectors;
