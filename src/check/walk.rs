//! One walk over a document for all rules.
//!
//! In: compiled rules and one SOP. Out: [`Checked`]: findings, an outcome for every rule, and the facts the archive pass
//! needs. Rules are grouped by the list they walk, so that each element is visited once and meets only the rules for its
//! type; terms of all rules that look at the same texts are found in one pass.

use super::agree;
use super::archive::{Facts, collect};
use super::eval::{Truth, truth};
use super::memo::Memo;
use super::paths::Env;
use super::terms::{self, Scope, requires, term_rule};
use super::{Judge, Outcome, Reason, Run, Subject, is_meant};
use crate::finding::{Confidence, Finding, RuleId};
use crate::rule::path::{Path, Root};
use crate::rule::terms::TermMatcher;
use crate::rule::{Phase, Rule, Verb};
use crate::sop::Language;
use crate::sop::record::{Record, Slot};

/// Rules, compiled for the walk.
#[derive(Debug)]
pub struct Walk {
    /// The rules, by id.
    pub rules: Vec<Rule>,
    groups: Vec<Group>,
    /// Rules that compare the elements of their list with each other.
    agreeing: Vec<u32>,
    /// Rules of which facts are gathered for the archive pass.
    pub(super) gathered: Vec<u32>,
    asked: Vec<Asked>,
}

/// What is asked of a document before a rule: close together, for it is asked for every rule of every document.
#[derive(Debug, Clone, Copy)]
struct Asked {
    /// Whether it is a rule of each phase.
    phases: [bool; 3],
    /// Whether it is only for some kinds of documents.
    is_limited: bool,
    /// The first rule with the same `when`, itself where no other has it before; nothing where it has none.
    when: Option<u32>,
}

/// Rules for the elements of one list.
#[derive(Debug)]
struct Group {
    /// The list; none for the document itself.
    path: Option<Path>,
    /// Rules that are judged one by one.
    rules: Vec<u32>,
    /// Rules about terms, by the texts they look at.
    scopes: Vec<Scope>,
}

/// What checking a document gives.
#[derive(Debug)]
pub struct Checked {
    /// Findings, in no particular order.
    pub findings: Vec<Finding>,
    /// By rule.
    pub outcomes: Vec<Outcome>,
    /// The phase the document was judged in.
    pub phase: Phase,
    /// What the archive pass needs.
    pub facts: Facts,
}

impl Walk {
    /// Compiles rules.
    #[must_use]
    pub fn new(mut rules: Vec<Rule>) -> Self {
        rules.sort_by_key(|rule| rule.id);
        let mut groups: Vec<Group> = Vec::new();
        for (at, rule) in rules.iter().enumerate().filter(|(_, rule)| rule.verb.is_judged_alone()) {
            let at = at as u32;
            let same = |group: &Group| group.path.as_ref().map(key) == rule.for_each.as_ref().map(key);
            let group = match groups.iter().position(same) {
                Some(found) => &mut groups[found],
                None => {
                    groups.push(Group { path: rule.for_each.clone(), rules: Vec::new(), scopes: Vec::new() });
                    groups.last_mut().expect("internal: just pushed")
                }
            };
            match term_rule(rule) {
                None => group.rules.push(at),
                Some(terms) => add_to_scope(&mut group.scopes, &terms.path, at, rule),
            }
        }
        groups.iter_mut().flat_map(|group| &mut group.scopes).for_each(|scope| scope.compile(&rules));
        let those = |wanted: &dyn Fn(&Verb) -> bool| -> Vec<u32> {
            (0..rules.len() as u32).filter(|&at| wanted(&rules[at as usize].verb)).collect()
        };
        let agreeing = those(&|verb| matches!(verb, Verb::Agree(_)));
        let gathered = those(&Verb::needs_archive);
        let asked = asked(&rules);
        Self { rules, groups, agreeing, gathered, asked }
    }

    /// The index of a rule.
    #[must_use]
    pub fn index(&self, id: RuleId) -> Option<usize> {
        self.rules.binary_search_by_key(&id, |rule| rule.id).ok()
    }
}

/// What is asked before each rule.
fn asked(rules: &[Rule]) -> Vec<Asked> {
    let first = |rule: &Rule| rules.iter().position(|other| other.when == rule.when).map(|at| at as u32);
    let of = |rule: &Rule| Asked {
        phases: [Phase::Draft, Phase::Review, Phase::Final].map(|phase| rule.severity.get(phase).is_some()),
        is_limited: !rule.applies_to.is_empty(),
        when: rule.when.as_ref().and_then(|_| first(rule)),
    };
    rules.iter().map(of).collect()
}

/// What makes two lists the same list.
fn key(path: &Path) -> (Root, &[u8]) {
    (path.root, &path.fields)
}

fn add_to_scope(scopes: &mut Vec<Scope>, path: &Path, at: u32, rule: &Rule) {
    let requires = requires(rule);
    match scopes.iter_mut().find(|scope| key(&scope.path) == key(path) && scope.requires == requires) {
        Some(scope) => scope.rules.push(at),
        None => scopes.push(Scope {
            path: path.clone(),
            requires,
            rules: vec![at],
            is_filtered: false,
            matcher: TermMatcher::default(),
        }),
    }
}

/// Checks one document against all rules.
#[must_use]
pub fn check_document(walk: &Walk, run: &Run<'_>, subject: Subject<'_, '_>) -> Checked {
    let env = Env { run, sop: subject.sop, element: &subject.sop.document, named: None, other: None };
    let memo = Memo::default();
    let mut visit = Visit {
        walk,
        run,
        subject,
        memo: &memo,
        concerned: concerned(walk, &env),
        outcomes: vec![Outcome::NotApplicable; walk.rules.len()],
        findings: Vec::new(),
        admitted: Vec::new(),
    };
    for (at, concerned) in visit.concerned.iter().enumerate() {
        if let Truth::Undecided(reason) = concerned {
            visit.outcomes[at] = Outcome::NotDecidable(*reason);
        }
    }
    for group in &walk.groups {
        visit.group(group, env);
    }
    let mut facts = collect(walk, run, (subject, &memo.names), &visit.concerned, &mut visit.outcomes);
    for &rule in &walk.agreeing {
        if visit.concerned[rule as usize] != Truth::True {
            continue;
        }
        let outcome = agree::check(&mut visit.judge(rule, env, &String::new), rule, &mut facts);
        visit.add(rule, outcome);
    }
    let findings = capped(visit.findings, run);
    Checked { findings, outcomes: visit.outcomes, phase: env.phase(), facts }
}

/// Whether each rule concerns a document; what several rules ask of it is asked once.
fn concerned(walk: &Walk, env: &Env<'_, '_>) -> Vec<Truth> {
    let mut known: Vec<Option<Truth>> = vec![None; walk.rules.len()];
    let phase = env.phase();
    let is_run = |at: usize, asked: &Asked| match env.run.local {
        None => asked.phases[phase as usize],
        Some(_) => env.run.severity(&walk.rules[at], phase).is_some() && !env.run.is_off(&walk.rules[at]),
    };
    let when = |rule: u32| walk.rules[rule as usize].when.as_ref();
    let concerns = |(at, asked): (usize, &Asked)| match asked.when {
        _ if !is_run(at, asked) => Truth::False,
        _ if asked.is_limited && !is_meant(&walk.rules[at], env) => Truth::False,
        None => Truth::True,
        Some(first) => {
            *known[first as usize].get_or_insert_with(|| when(first).map_or(Truth::True, |when| truth(env, when)))
        }
    };
    walk.asked.iter().enumerate().map(concerns).collect()
}

struct Visit<'v, 'm, 'a> {
    walk: &'v Walk,
    run: &'v Run<'v>,
    subject: Subject<'m, 'a>,
    memo: &'v Memo<'m, 'a>,
    concerned: Vec<Truth>,
    outcomes: Vec<Outcome>,
    findings: Vec<Finding>,
    /// Room for the rules that let an element in.
    admitted: Vec<u32>,
}

/// The elements of a list, each with the indices that lead to it.
struct Found<'m, 'a> {
    elements: Vec<&'m dyn Record<'a>>,
    /// The indices of all elements one after the other, as many for each as there are lists on the way.
    trails: Vec<usize>,
}

impl<'m, 'a> Found<'m, 'a> {
    /// Each element with its indices.
    fn iter(&self) -> impl Iterator<Item = (&'m dyn Record<'a>, &[usize])> {
        let depth = self.trails.len() / self.elements.len().max(1);
        self.elements.iter().enumerate().map(move |(at, element)| (*element, &self.trails[at * depth..][..depth]))
    }
}

impl<'m, 'a> Visit<'_, 'm, 'a> {
    fn group(&mut self, group: &Group, env: Env<'m, 'a>) {
        let concerned = |rule: &u32| self.concerned[*rule as usize] == Truth::True;
        let rules: Vec<u32> = group.rules.iter().copied().filter(concerned).collect();
        let scopes: Vec<Vec<u32>> =
            group.scopes.iter().map(|scope| scope.rules.iter().copied().filter(concerned).collect()).collect();
        if rules.is_empty() && scopes.iter().all(Vec::is_empty) {
            return;
        }
        let Some(path) = &group.path else {
            rules.iter().for_each(|&rule| self.rule(rule, env, &String::new));
            group.scopes.iter().zip(&scopes).for_each(|(scope, rules)| self.scope(scope, rules, env, &String::new));
            return;
        };
        let mut found = Found { elements: Vec::new(), trails: Vec::new() };
        let whole = elements(&env, env.element, &path.fields, &mut Vec::new(), &mut |element, trail| {
            found.elements.push(element);
            found.trails.extend(trail);
        });
        // One rule for all elements, then the next: what a rule is made of is fetched once.
        for &rule in &rules {
            found.iter().for_each(|(element, trail)| self.rule(rule, env.at(element), &|| logical(path, trail)));
        }
        for (scope, rules) in group.scopes.iter().zip(&scopes) {
            found
                .iter()
                .for_each(|(element, trail)| self.scope(scope, rules, env.at(element), &|| logical(path, trail)));
        }
        if !whole {
            // Elements were lost: what the rest passed says nothing about them.
            for rule in rules.iter().chain(scopes.iter().flatten()) {
                let outcome = &mut self.outcomes[*rule as usize];
                *outcome = outcome.and(Outcome::NotDecidable(Reason::Unreadable));
            }
        }
    }

    /// Judges one element by one rule.
    fn rule(&mut self, rule: u32, env: Env<'m, 'a>, prefix: &dyn Fn() -> String) {
        if let Some(env) = self.admitted(rule, env) {
            let outcome = self.judge(rule, env, prefix).judge();
            self.add(rule, outcome);
        }
    }

    /// Judges the texts of one element by all rules about their terms.
    fn scope(&mut self, scope: &Scope, rules: &[u32], env: Env<'m, 'a>, prefix: &dyn Fn() -> String) {
        if !scope.is_filtered {
            return self.terms(scope, rules, env, prefix);
        }
        let mut admitted = std::mem::take(&mut self.admitted);
        admitted.extend(rules.iter().copied().filter(|&rule| self.admitted(rule, env).is_some()));
        self.terms(scope, &admitted, env, prefix);
        admitted.clear();
        self.admitted = admitted;
    }

    /// The same by the rules that let the element in.
    fn terms(&mut self, scope: &Scope, rules: &[u32], env: Env<'m, 'a>, prefix: &dyn Fn() -> String) {
        if rules.is_empty() {
            return;
        }
        let found = terms::find(&env, scope, &self.walk.rules, rules);
        for &rule in rules {
            let outcome = terms::judge(&mut self.judge(rule, env, prefix), rule, &found);
            self.add(rule, outcome);
        }
    }

    /// The element, when the rule's `where` lets it in; an undecided one is counted as not decidable.
    fn admitted(&mut self, rule: u32, env: Env<'m, 'a>) -> Option<Env<'m, 'a>> {
        let env = Env { named: Some(env.element), ..env };
        let filter = self.walk.rules[rule as usize].filter.as_ref();
        match filter.map_or(Truth::True, |filter| truth(&env, filter)) {
            Truth::True => Some(env),
            Truth::False => None,
            Truth::Undecided(reason) => {
                self.add(rule, Outcome::NotDecidable(reason));
                None
            }
        }
    }

    fn judge<'j>(&'j mut self, rule: u32, env: Env<'m, 'a>, prefix: &'j dyn Fn() -> String) -> Judge<'j, 'm, 'a> {
        Judge {
            run: self.run,
            rule: &self.walk.rules[rule as usize],
            subject: self.subject,
            memo: self.memo,
            env,
            prefix,
            findings: &mut self.findings,
        }
    }

    fn add(&mut self, rule: u32, outcome: Outcome) {
        let kept = &mut self.outcomes[rule as usize];
        *kept = kept.and(outcome);
    }
}

/// Visits the elements of a list with the indices that lead to them; false when some were lost.
pub(super) fn elements<'m, 'a>(
    env: &Env<'m, 'a>,
    record: &'m dyn Record<'a>,
    fields: &[u8],
    trail: &mut Vec<usize>,
    f: &mut dyn FnMut(&'m dyn Record<'a>, &[usize]),
) -> bool {
    let Some((&field, rest)) = fields.split_first() else {
        f(record, trail);
        return true;
    };
    match record.slot(field) {
        Slot::Records(list) => {
            let mut whole = list.is_whole();
            for at in 0..list.len() {
                if let Some(element) = list.get(at) {
                    trail.push(at);
                    whole &= elements(env, element, rest, trail, f);
                    trail.pop();
                }
            }
            whole
        }
        Slot::Refs(ty, list) => {
            let mut whole = list.is_whole();
            for (at, &target) in list.items.iter().enumerate() {
                if let Some(element) = env.follow(ty, target as usize) {
                    trail.push(at);
                    whole &= elements(env, element, rest, trail, f);
                    trail.pop();
                }
            }
            whole
        }
        Slot::One(_) | Slot::Many(_) => true,
    }
}

/// `steps[4].outputs[1]`: every list of the path with its index, counted from 1.
pub(super) fn logical(path: &Path, trail: &[usize]) -> String {
    let parts = path.written.split('.').zip(trail).map(|(name, at)| format!("{name}[{}]", at + 1));
    parts.collect::<Vec<_>>().join(".")
}

/// At most [`Run::most_findings`] of each rule, with a last one that says how many more there are.
fn capped(mut findings: Vec<Finding>, run: &Run<'_>) -> Vec<Finding> {
    let most = run.most_findings;
    if findings.len() <= most {
        return findings;
    }
    findings.sort_by(Finding::order);
    let mut counts: std::collections::BTreeMap<RuleId, usize> = std::collections::BTreeMap::new();
    for finding in &findings {
        *counts.entry(finding.rule).or_default() += 1;
    }
    let mut shown: std::collections::BTreeMap<RuleId, usize> = std::collections::BTreeMap::new();
    findings.retain_mut(|finding| {
        let shown = shown.entry(finding.rule).or_default();
        *shown += 1;
        let more = counts[&finding.rule].saturating_sub(most);
        if *shown == most && more > 0 {
            finding.message = match run.language {
                Language::Id => format!("{} (dan {more} temuan lain dari aturan ini)", finding.message),
                Language::En => format!("{} (and {more} more findings of this rule)", finding.message),
            };
            finding.confidence = finding.confidence.min(Confidence::High);
        }
        *shown <= most
    });
    findings
}
