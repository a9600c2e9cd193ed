//! National codes, checked where they are used.
