use super::plan::Plan;
use std::collections::BTreeSet;
pub(super) fn add(_plan: &mut Plan, _used: &BTreeSet<usize>) {}
