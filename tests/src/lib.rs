//! What the tests share: the vector loader and the reference evaluator.
