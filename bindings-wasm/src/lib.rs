//! The npm package of Jinguo.
