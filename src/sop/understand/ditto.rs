//! "The same as above": what a step says by `〃`, `sda` or `idem` is what the step above it says.
//!
//! In: filled-in steps. Out: the same with those values written out; each keeps the place of its sign, and the place of
//! the text it stands for as the one where that was written.

use crate::sop::Vocabulary;
use crate::sop::model::{Document, Item, Step};
use crate::sop::record::List;
use crate::sop::value::Value;
use crate::source::Span;

pub(super) fn write_out(vocabulary: &Vocabulary, model: &mut Document<'_>) {
    let same = |value: &Value<'_>| value.is_present() && vocabulary.marks.is_ditto(value.as_str());
    for at in 1..model.steps.items.len() {
        let (before, rest) = model.steps.items.split_at_mut(at);
        let (above, step): (&Step<'_>, &mut Step<'_>) = (&before[at - 1], &mut rest[0]);
        if same(&step.duration) {
            step.duration = used(&above.duration, step.duration.span());
        }
        if let [only] = step.actor_names.items.as_slice()
            && same(only)
        {
            let place = only.span();
            repeat(&above.actor_names, &mut step.actor_names, |name| used(name, place));
        }
        for (above, list) in [(&above.inputs, &mut step.inputs), (&above.outputs, &mut step.outputs)] {
            if let [only] = list.items.as_slice()
                && same(&only.text)
            {
                let place = only.text.span();
                repeat(above, list, |item| again(item, place));
            }
        }
    }
}

fn repeat<T>(above: &List<T>, list: &mut List<T>, again: impl FnMut(&T) -> T) {
    list.items = above.items.iter().map(again).collect();
    list.state = above.state;
}

fn again<'a>(item: &Item<'a>, place: Span) -> Item<'a> {
    Item { anchor: place, text: used(&item.text, place), ..item.clone() }
}

fn used<'a>(value: &Value<'a>, place: Span) -> Value<'a> {
    Value { text: value.text.clone().used_at(Some(place)), ..value.clone() }
}
