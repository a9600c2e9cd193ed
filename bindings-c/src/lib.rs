//! The C library of Jinguo.
