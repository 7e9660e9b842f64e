use super::plan::Plan;
pub(super) fn files(_plan: &Plan) -> Vec<(String, Vec<u8>)> {
    Vec::new()
}
