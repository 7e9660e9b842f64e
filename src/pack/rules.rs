//! The rules of a pack.

mod applies;

use rustc_hash::FxHashMap;

use super::header::bilingual;
use super::keys::verbs::VERB_NAMES;
use super::keys::{PHASE_KEYS, RULE_KEYS, UNSURE_KEYS};
use super::names::Names;
use super::tree::{Field, Fields, Tree};
use super::{Diagnostic, error, examples, verbs, warning};
use crate::finding::{RuleId, Severity};
use crate::rule::expression::typing::compile_path;
use crate::rule::expression::{Expr, Scope, compile, doubts, never_true};
use crate::rule::message::Template;
use crate::rule::mistake::{Mistake, suggest_or_list};
use crate::rule::path::{Path, Type};
use crate::rule::{Benefit, Bilingual, Clause, Phase, Question, Rule, Severities, Sure, Unsure, Verb};
use crate::sop::record::TypeId;
use crate::source::{Span, SpannedText};

/// Reads all rules.
pub(super) fn rules(tree: &mut Tree<'_>, fields: &Fields<'_>, names: &Names<'_>) -> Vec<(Rule, Span)> {
    let Some(field) = fields.get("rules") else {
        // A pack that extends another may do nothing but change it.
        if fields.get("extends").is_none() {
            tree.push(error("PK003", fields.span, "the pack has no 'rules'"));
        }
        return Vec::new();
    };
    let mut rules: Vec<(Rule, Span)> = Vec::new();
    let mut ids: FxHashMap<RuleId, Span> = FxHashMap::default();
    let known: Vec<&'static str> = RULE_KEYS.iter().chain(VERB_NAMES).copied().collect();
    for entry in tree.entries(field.value, "'rules'") {
        let Some(mut fields) = tree.fields(entry, "a rule", &known) else { continue };
        let id = id(tree, &fields);
        if let Some((id, span)) = id {
            fields.span = span;
            taken(tree, &mut ids, id, span);
        }
        let was = former(tree, &fields, &mut ids);
        let id = id.map(|(id, _)| id);
        let name = id.map_or_else(|| "this rule".to_owned(), |id| format!("rule {id}"));
        let rule = Entry { tree, fields: &fields, names, id, name, verb: None }.rule();
        rules.extend(rule.map(|rule| (Rule { was, ..rule }, fields.span)));
    }
    rules
}

/// Notes an id as that of a rule; a rule of now or before has it alone.
fn taken(tree: &mut Tree<'_>, ids: &mut FxHashMap<RuleId, Span>, id: RuleId, span: Span) {
    if let Some(&first) = ids.get(&id) {
        let other = Some((first, "the first one is here".to_owned()));
        tree.push(Diagnostic { other, ..error("PK005", span, format!("id '{id}' is used twice")) });
    }
    ids.entry(id).or_insert(span);
}

/// The ids a rule had before. They are never given to another rule.
fn former(tree: &mut Tree<'_>, fields: &Fields<'_>, ids: &mut FxHashMap<RuleId, Span>) -> Vec<RuleId> {
    let Some(field) = fields.get("was") else { return Vec::new() };
    let mut former = Vec::new();
    for entry in tree.one_or_more(field.value, "'was'") {
        let Some(text) = tree.text(entry, "a former id") else { continue };
        if let Some(id) = parsed_id(tree, &text) {
            taken(tree, ids, id, text.span());
            former.push(id);
        }
    }
    former
}

/// The id of a rule, and its place. Without one the rest of the rule is looked at all the same.
fn id(tree: &mut Tree<'_>, fields: &Fields<'_>) -> Option<(RuleId, Span)> {
    let Some(field) = fields.get("id") else {
        tree.push(error("PK003", fields.span, "this rule has no 'id'"));
        return None;
    };
    let text = tree.text(field.value, "'id'")?;
    Some((parsed_id(tree, &text)?, text.span()))
}

fn parsed_id(tree: &mut Tree<'_>, text: &SpannedText<'_>) -> Option<RuleId> {
    if let Some(id) = RuleId::parse(text.as_str()) {
        if ["EN", "PK"].contains(&id.family()) {
            let help = Some("choose two other capitals".to_owned());
            let message = format!("id '{id}': ids of '{}' are those of soplint itself", id.family());
            tree.push(Diagnostic { help, ..error("PK005", text.span(), message) });
            return None;
        }
        return Some(id);
    }
    let message = format!("id '{}': two capitals and three digits", text.as_str());
    let capitals = text.as_str().to_uppercase();
    let help = RuleId::parse(&capitals).map(|id| format!("write '{id}'"));
    let help = help.or_else(|| Some("such as MB002".to_owned()));
    tree.push(Diagnostic { help, ..error("PK005", text.span(), message) });
    None
}

/// One rule being read.
pub(super) struct Entry<'e, 't, 'v> {
    pub(super) tree: &'e mut Tree<'t>,
    pub(super) fields: &'e Fields<'t>,
    pub(super) names: &'e Names<'v>,
    id: Option<RuleId>,
    /// `rule MB002`, for messages.
    pub(super) name: String,
    /// The verb of the rule that is changed, which stands elsewhere.
    verb: Option<&'static str>,
}

impl<'e, 't, 'v> Entry<'e, 't, 'v> {
    /// What is different in a rule.
    pub(super) fn of_change(tree: &'e mut Tree<'t>, fields: &'e Fields<'t>, names: &'e Names<'v>, rule: &Rule) -> Self {
        let name = format!("the change of {}", rule.id);
        Self { tree, fields, names, id: Some(rule.id), name, verb: Some(rule.verb.name()) }
    }

    /// Every part is looked at, so that one load shows all mistakes.
    fn rule(&mut self) -> Option<Rule> {
        let title = self.plain_texts("title");
        let clause = self.clause();
        let severity = self.severities();
        let benefit = self.named("benefit", Benefit::SPEC.values, Benefit::ALL);
        let answers = self.answers();
        let applies_to = self.applies_to();
        let named = self.name_of_element();
        let named = named.as_ref().map(SpannedText::as_str);
        let document = self.names.scope(TypeId::Document, None, None);
        let when = self.condition("when", &document);
        let (for_each, element) = self.list_of_elements(&document);
        // Without a known element there is no telling what the names of the rule are.
        let scope = element.map(|element| self.names.scope(element, named, None));
        let filter = scope.as_ref().and_then(|scope| self.condition("where", scope));
        let verb = verbs::verb(self, scope.as_ref(), for_each.as_ref());
        let message = self.message(element, named);
        let unsure = self.unsure(element, named, scope.as_ref(), verb.as_ref());
        let help = self.fields.get("help").is_some().then(|| self.plain_texts("help"));
        verbs::with(self);
        let cure = verbs::cure(self, verb.as_ref());
        let (passes, fails) = examples::examples(self);
        if let (Some(severity), Some(clause)) = (severity, &clause)
            && severity.worst() == Severity::Error
            && clause.sure == Sure::C
        {
            let span = self.value_span("severity");
            let help = Some("lower the severity, or read the source and say 'sure: A'".to_owned());
            let message = "an error that rests on 'sure: C', which nobody has checked";
            self.tree.push(Diagnostic { help, ..warning("PK053", span, message) });
        }
        Some(Rule {
            id: self.id?,
            title: title?,
            clause: clause?,
            severity: severity?,
            benefit: benefit?,
            answers,
            applies_to,
            when,
            for_each,
            filter,
            verb: verb?,
            message: message?,
            unsure,
            help: help.flatten(),
            cure,
            passes,
            fails,
            was: Vec::new(),
            locked: self.flag("locked"),
            says: self.says(),
            named: named.map(str::to_owned),
            changes: Vec::new(),
            pack: self.names.pack.clone(),
        })
    }

    /// Documents, elements and check, a line each, as they are written.
    fn says(&self) -> String {
        const BEFORE: [&str; 5] = ["applies-to", "when", "for", "as", "where"];
        let verb = verbs::written(self.fields);
        let keys = BEFORE.into_iter().chain(verb).chain(["with"]).filter(|key| *key != "ask");
        let fields = keys.filter_map(|key| self.fields.get(key));
        let lines = fields.map(|field| format!("{}: {}\n", field.key, self.tree.written(field.value)));
        lines.collect()
    }

    pub(super) fn value_span(&self, key: &str) -> Span {
        self.fields.get(key).map_or(self.fields.span, |field| self.tree.span(field.value))
    }

    fn required(&mut self, key: &str) -> Option<Field<'t>> {
        let found = self.fields.get(key);
        if found.is_none() {
            let message = format!("{} has no '{key}'", self.name);
            let help = Some(form(key, self.names));
            self.tree.push(Diagnostic { help, ..error("PK003", self.fields.span, message) });
        }
        found
    }

    fn named<T: Copy>(&mut self, key: &str, names: &[&str], values: &[T]) -> Option<T> {
        let field = self.required(key)?;
        self.tree.name(field.value, &format!("'{key}'"), names, values)
    }

    /// A key that is true or false; false when it is left out.
    fn flag(&mut self, key: &str) -> bool {
        let Some(field) = self.fields.get(key) else { return false };
        self.tree.name(field.value, &format!("'{key}'"), &["true", "false"], &[true, false]).unwrap_or(false)
    }

    /// One severity for the phases of the rule, or one for each phase.
    pub(super) fn severities(&mut self) -> Option<Severities> {
        let phases = self.phases();
        let field = self.required("severity")?;
        if !self.tree.is_map(field.value) {
            if self.tree.written(field.value) == "off" {
                let help = Some("to switch a rule off, name it under 'disable' with a reason".to_owned());
                let message = format!("'severity' is one of {}; found 'off'", severity_names().join(", "));
                self.tree.push(Diagnostic { help, ..error("PK006", self.tree.span(field.value), message) });
                return None;
            }
            let severity = self.tree.name(field.value, "'severity'", &severity_names(), &Severity::ALL)?;
            return Some(Severities::in_phases(severity, phases.as_deref().unwrap_or(Phase::ALL)));
        }
        if phases.is_some() {
            let help = Some("leave 'phase' out: a phase without a severity does not run the rule".to_owned());
            let span = self.fields.get("phase").map_or(field.key_span, |field| field.key_span);
            self.tree.push(Diagnostic { help, ..error("PK021", span, "'severity' names the phases already") });
        }
        self.severity_of_each(field)
    }

    fn severity_of_each(&mut self, field: Field<'t>) -> Option<Severities> {
        let fields = self.tree.fields(field.value, "'severity'", PHASE_KEYS)?;
        let mut by_phase = [None; 3];
        for entry in &fields.list {
            let what = format!("'severity' in phase '{}'", entry.key);
            let severity = self.tree.name(entry.value, &what, &severity_names(), &Severity::ALL);
            if let Some(phase) = Phase::SPEC.code(entry.key) {
                by_phase[phase as usize] = severity;
            }
        }
        by_phase.iter().any(Option::is_some).then(|| Severities::by_phase(by_phase))
    }

    /// The phases a rule is for, when it says them.
    pub(super) fn phases(&mut self) -> Option<Vec<Phase>> {
        let field = self.fields.get("phase")?;
        let entries = self.tree.one_or_more(field.value, "'phase'");
        if entries.is_empty() && self.tree.is_list(field.value) {
            self.tree.push(error("PK003", field.key_span, "'phase' is empty"));
        }
        let names = Phase::SPEC.values;
        Some(entries.into_iter().filter_map(|entry| self.tree.name(entry, "a phase", names, Phase::ALL)).collect())
    }

    pub(super) fn plain_texts(&mut self, key: &str) -> Option<Bilingual<String>> {
        let field = self.required(key)?;
        let texts = bilingual(self.tree, &field, self.names)?;
        let text = |text: Option<SpannedText<'_>>| text.map_or_else(String::new, |text| text.as_str().to_owned());
        Some(Bilingual { id: text(texts.id), en: text(texts.en) })
    }

    fn clause(&mut self) -> Option<Clause> {
        let sure = self.named("sure", Sure::SPEC.values, Sure::ALL);
        let field = self.required("source")?;
        let text = self.tree.text(field.value, "'source'")?;
        let (key, rest) = text.as_str().split_once(' ').unwrap_or((text.as_str(), ""));
        self.names.use_name(format!("source {key}"));
        match self.names.sources.get(key) {
            Some(title) => Some(Clause { source: title.clone(), text: rest.trim().to_owned(), sure: sure? }),
            None => {
                let mistake = Mistake::new("PK020", 0..key.len(), format!("no source '{key}'"));
                let known = self.names.sources.keys().map(String::as_str);
                self.tree.push_mistakes(&text, vec![suggest_or_list(mistake, key, known)]);
                None
            }
        }
    }

    fn answers(&mut self) -> Vec<Question> {
        let Some(field) = self.fields.get("answers") else { return Vec::new() };
        let entries = self.tree.one_or_more(field.value, "'answers'");
        let names = Question::SPEC.values;
        entries.into_iter().filter_map(|entry| self.tree.name(entry, "a question", names, Question::ALL)).collect()
    }

    /// The name of the element, which only a list has and which must not hide another.
    fn name_of_element(&mut self) -> Option<SpannedText<'t>> {
        const TAKEN: [&str; 6] = ["document", "archive", "other", "today", "true", "false"];
        let text = self.fields.get("as").and_then(|field| self.tree.text(field.value, "'as'"))?;
        let (code, message, help) = if TAKEN.contains(&text.as_str()) {
            let message = format!("'{}' already means something else", text.as_str());
            ("PK006", message, "choose another name, such as 'step'")
        } else if self.fields.get("for").is_none() {
            let message = "'as' names an element of a list, and this rule has no 'for'".to_owned();
            ("PK016", message, "leave it out, or say which list by 'for'")
        } else {
            return Some(text);
        };
        self.tree.push(Diagnostic { help: Some(help.to_owned()), ..error(code, text.span(), message) });
        None
    }

    pub(super) fn condition(&mut self, key: &str, scope: &Scope<'_>) -> Option<Expr> {
        let field = self.fields.get(key)?;
        self.condition_at(&field, scope)
    }

    fn condition_at(&mut self, field: &Field<'t>, scope: &Scope<'_>) -> Option<Expr> {
        let text = self.tree.text(field.value, &format!("'{}'", field.key))?;
        let expr = self.expression(&text, scope)?;
        self.tree.push_mistakes(&text, never_true(&expr, text.as_str().len()).into_iter().collect());
        Some(expr)
    }

    pub(super) fn expression(&mut self, text: &SpannedText<'_>, scope: &Scope<'_>) -> Option<Expr> {
        match compile(text.as_str(), scope) {
            Ok(expr) => {
                self.tree.push_mistakes(text, doubts(&expr, text.as_str().len()));
                Some(expr)
            }
            Err(mistakes) => {
                self.tree.push_mistakes(text, mistakes);
                None
            }
        }
    }

    /// The path, or the one that was probably meant.
    pub(super) fn path(&mut self, text: &SpannedText<'_>, scope: &Scope<'_>) -> Option<Path> {
        let (path, mistakes) = compile_path(text.as_str(), scope);
        self.tree.push_mistakes(text, mistakes);
        path
    }

    /// The list a rule runs over, and the type of its elements.
    fn list_of_elements(&mut self, document: &Scope<'_>) -> (Option<Path>, Option<TypeId>) {
        let Some(field) = self.fields.get("for") else { return (None, Some(TypeId::Document)) };
        let Some(text) = self.tree.text(field.value, "'for'") else { return (None, None) };
        let Some(path) = self.path(&text, document) else { return (None, None) };
        match record(&path) {
            Some(element) if path.is_list => (Some(path), Some(element)),
            _ => {
                let message = format!("'for' needs a list of elements; '{}' is {}", path.written, path.kind());
                self.tree.push(error("PK016", text.span(), message));
                (None, None)
            }
        }
    }

    pub(super) fn message(&mut self, element: Option<TypeId>, named: Option<&str>) -> Option<Bilingual<Template>> {
        if self.verb.or_else(|| verbs::written(self.fields)) == Some("ask") {
            return Some(self.no_message());
        }
        let field = self.required("message")?;
        self.templates(&field, element, named)
    }

    /// What is asked instead of the message where a condition on the element holds.
    fn unsure(
        &mut self,
        element: Option<TypeId>,
        named: Option<&str>,
        scope: Option<&Scope<'_>>,
        verb: Option<&Verb>,
    ) -> Option<Unsure> {
        let field = self.fields.get("unsure")?;
        if verb.is_some_and(|verb| verb.needs_archive() || matches!(verb, Verb::Agree(_))) {
            let help = Some("leave it out, or check each document by itself".to_owned());
            let message = "'unsure' cannot be told of what all documents together decide";
            self.tree.push(Diagnostic { help, ..error("PK021", field.key_span, message) });
            return None;
        }
        let fields = self.tree.fields(field.value, "'unsure'", UNSURE_KEYS)?;
        let (when, message) = (fields.get("when"), fields.get("message"));
        for (key, _) in [("when", &when), ("message", &message)].iter().filter(|(_, field)| field.is_none()) {
            let help = Some("write unsure: {when: law.verified = false, message: {id: …, en: …}}".to_owned());
            self.tree.push(Diagnostic { help, ..error("PK003", fields.span, format!("'unsure' has no '{key}'")) });
        }
        let message = message.and_then(|message| self.templates(&message, element, named));
        let when = self.condition_at(&when?, scope?);
        Some(Unsure { when: when?, message: message? })
    }

    /// The templates of a message in each language.
    fn templates(
        &mut self,
        field: &Field<'t>,
        element: Option<TypeId>,
        named: Option<&str>,
    ) -> Option<Bilingual<Template>> {
        let texts = bilingual(self.tree, field, self.names)?;
        let verb = self.verb.or_else(|| verbs::written(self.fields));
        let mut template = |text: Option<SpannedText<'_>>| -> Option<Template> {
            let (text, element) = (text?, element?);
            let other = matches!(verb, Some("unique" | "agree")).then_some(element);
            let scope = self.names.scope(element, named, other);
            self.check_style(&text);
            match Template::compile(text.as_str(), &scope, verb) {
                Ok(template) => Some(template),
                Err(mistakes) => {
                    self.tree.push_mistakes(&text, mistakes);
                    None
                }
            }
        };
        let (id, en) = (template(texts.id), template(texts.en));
        Some(Bilingual { id: id.unwrap_or_default(), en: en.unwrap_or_default() })
    }

    /// A question needs no message and never says one.
    fn no_message(&mut self) -> Bilingual<Template> {
        if let Some(field) = self.fields.get("message") {
            let help = Some("leave it out: the question itself stands in the report".to_owned());
            let message = "'message' is never said by a rule with 'ask'";
            self.tree.push(Diagnostic { help, ..warning("PK052", field.key_span, message) });
        }
        Bilingual::default()
    }

    /// A message is a part of a sentence: it starts lower-case and has no full stop.
    fn check_style(&mut self, text: &SpannedText<'_>) {
        let message = text.as_str().trim_end();
        let mut letters = message.chars();
        let (first, second) = (letters.next(), letters.next());
        if let (Some(first), Some(second)) = (first, second)
            && first.is_uppercase()
            && second.is_lowercase()
        {
            let span = text.locate(&(0..first.len_utf8()), self.tree.view());
            self.tree.push(warning("PK054", span, "a message starts with a small letter"));
        }
        if message.ends_with('.') && !message.ends_with("..") {
            let span = text.locate(&(message.len() - 1..message.len()), self.tree.view());
            self.tree.push(warning("PK054", span, "a message ends without a full stop"));
        }
    }
}

/// How a missing key of a rule is written.
fn form(key: &str, names: &Names<'_>) -> String {
    match key {
        "source" => {
            let first = names.sources.keys().min().map_or("p35", String::as_str);
            format!("name a source and the place in it: {first} bagian identitas no. 2")
        }
        "sure" => "write A (the text was read), B (second-hand) or C (practice)".to_owned(),
        "severity" => format!("write one of {}", severity_names().join(", ")),
        "benefit" => format!("write one of {}", Benefit::SPEC.values.join(", ")),
        _ => format!("write {key}: {{id: …, en: …}}"),
    }
}

fn record(path: &Path) -> Option<TypeId> {
    match path.ty {
        Type::Record(ty) => Some(ty),
        _ => None,
    }
}

fn severity_names() -> [&'static str; 3] {
    Severity::ALL.map(Severity::name)
}
