//! What several rules ask of one document: found out once.
//!
//! In: values of the document, as rules come upon them. Out: names in the form in which they are compared, and the texts in
//! which abbreviations are looked for. Made for one document and gone with it.

use std::cell::{OnceCell, RefCell};
use std::marker::PhantomData;

use rustc_hash::FxHashMap;

use super::Run;
use super::archive::Form;
use super::define::First;

/// What is known of one document.
#[derive(Default)]
pub(super) struct Memo<'m, 'a> {
    pub(super) names: Names<'m>,
    /// The texts that may hold abbreviations; nothing when there are no texts at all.
    pub(super) abbreviated: OnceCell<Option<Vec<First<'m, 'a>>>>,
}

/// Names by the texts they were made of, which stand where they are as long as the document does.
#[derive(Default)]
pub(super) struct Names<'m>(RefCell<FxHashMap<*const str, Name>>, PhantomData<&'m str>);

/// A name in the form in which it is compared.
struct Name {
    text: Box<str>,
    form: Form,
}

impl Name {
    fn of(run: &Run<'_>, written: &str) -> Self {
        let text = run.vocabulary.actors.names(written).name;
        Self { form: Form::of(&text), text: text.into() }
    }
}

impl<'m> Names<'m> {
    /// The normal form of a name.
    pub(super) fn text(&self, run: &Run<'_>, written: &'m str) -> Box<str> {
        self.0.borrow_mut().entry(written).or_insert_with(|| Name::of(run, written)).text.clone()
    }

    /// What stands for it when it is only compared.
    pub(super) fn form(&self, run: &Run<'_>, written: &'m str) -> Form {
        self.0.borrow_mut().entry(written).or_insert_with(|| Name::of(run, written)).form
    }
}
