//! JSON Schemas of what people write by hand, so that any YAML editor completes and explains it.
//!
//! In: the tables of keys of the pack loader, and the model with its labels. Out: JSON Schema 2020-12 of packs, settings,
//! project data and `*.sop.yaml`. An editor's schema helps to write; what is right is said by the tool itself, so a source
//! may hold more than its schema knows.

use serde_json::{Map, Value as Json, json};

use crate::pack::keys::verbs::VERBS;
use crate::pack::keys::{Key, PACK, PROJECT, RULE, SETTINGS, Shape, WAIVERS};
use crate::sop::record::{FieldType, TypeId};
use crate::sop::{Language, Vocabulary};

/// What a schema is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Rule packs.
    Pack,
    /// `soplint.yaml`.
    Settings,
    /// Files with project data.
    Project,
    /// `soplint.waivers.yaml`.
    Waivers,
    /// `*.sop.yaml`.
    Sop,
}

impl Subject {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Pack, Self::Settings, Self::Project, Self::Waivers, Self::Sop];

    /// The name on the command line, and of the file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pack => "pack",
            Self::Settings => "settings",
            Self::Project => "project",
            Self::Waivers => "waivers",
            Self::Sop => "sop",
        }
    }

    /// The subject with that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|subject| subject.name() == name)
    }
}

/// The schema of a subject.
#[must_use]
pub fn schema(subject: Subject, vocabulary: &Vocabulary) -> Json {
    let (title, mut body) = match subject {
        Subject::Pack => ("A rule pack of soplint", map(PACK)),
        Subject::Settings => ("Settings of soplint (soplint.yaml)", map(SETTINGS)),
        Subject::Project => ("Project data of soplint", map(PROJECT)),
        Subject::Waivers => ("Waivers of soplint (soplint.waivers.yaml)", map(WAIVERS)),
        Subject::Sop => ("A Standard Operating Procedure (*.sop.yaml)", sop(vocabulary)),
    };
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("title".to_owned(), json!(title));
    if let Some(body) = body.as_object_mut() {
        schema.append(body);
    }
    Json::Object(schema)
}

/// `key: value` pairs and no others. A rule has one of the checks besides.
fn map(keys: &[Key]) -> Json {
    let mut properties: Map<String, Json> = keys.iter().map(|key| (key.name.to_owned(), property(key))).collect();
    let needed: Vec<&str> = keys.iter().filter(|key| key.needed).map(|key| key.name).collect();
    let is_rule = std::ptr::eq(keys, RULE);
    if is_rule {
        for verb in VERBS {
            let mut property = shape(&verb.shape);
            describe(&mut property, verb.en, verb.id);
            properties.insert(verb.name.to_owned(), property);
        }
    }
    let mut schema = json!({"type": "object", "properties": properties, "additionalProperties": false});
    if !needed.is_empty() {
        schema["required"] = json!(needed);
    }
    if is_rule {
        schema["oneOf"] = VERBS.iter().map(|verb| json!({"required": [verb.name]})).collect();
    }
    schema
}

fn property(key: &Key) -> Json {
    let mut property = shape(&key.shape);
    describe(&mut property, key.en, key.id);
    property
}

fn describe(property: &mut Json, en: &str, id: &str) {
    property["description"] = json!(format!("{en} / {id}"));
}

fn shape(of: &Shape) -> Json {
    match of {
        Shape::Text | Shape::Condition | Shape::Path => json!({"type": ["string", "number", "boolean"]}),
        Shape::Flag => json!({"type": "boolean"}),
        Shape::Number => json!({"type": ["number", "string"]}),
        Shape::RuleId => json!({"type": "string", "pattern": "^[A-Z]{2}[0-9]{3}$"}),
        Shape::OneOf(words) => json!({"enum": words}),
        Shape::Bilingual => json!({
            "type": "object",
            "properties": {"id": {"type": "string"}, "en": {"type": "string"}},
            "additionalProperties": false,
            "minProperties": 1,
        }),
        Shape::OneOrMore(one) => json!({"anyOf": [shape(one), {"type": "array", "items": shape(one)}]}),
        Shape::List(one) => json!({"type": "array", "items": shape(one)}),
        Shape::Map(keys) => map(keys),
        Shape::Named(one) => json!({"type": "object", "additionalProperties": shape(one)}),
        Shape::Either(shapes) => json!({"anyOf": shapes.iter().map(shape).collect::<Vec<_>>()}),
        Shape::Any => json!({}),
    }
}

/// The document of the model, under every key a source may use.
fn sop(vocabulary: &Vocabulary) -> Json {
    let types: Map<String, Json> =
        TypeId::ALL.iter().map(|&ty| (ty.name().to_owned(), record(vocabulary, ty))).collect();
    json!({"$ref": "#/$defs/Document", "$defs": types})
}

fn record(vocabulary: &Vocabulary, ty: TypeId) -> Json {
    let mut properties = Map::new();
    for (number, field) in ty.fields().iter().enumerate() {
        let keys = vocabulary.keys(ty, number as u8);
        let label = vocabulary.field_name(ty, number as u8, Language::Id);
        let doc = field.doc.trim();
        for key in keys {
            let mut property = value(vocabulary, field.ty);
            property["description"] = json!(format!("{doc} / {label}"));
            properties.insert(key, property);
        }
    }
    json!({"type": ["object", "string", "number", "boolean", "null"], "properties": properties})
}

fn value(vocabulary: &Vocabulary, ty: FieldType) -> Json {
    let scalar = json!({"type": ["string", "number", "boolean", "null"]});
    match ty {
        FieldType::Enum(spec) | FieldType::Enums(spec) => {
            let words = |code: u8| Language::ALL.map(|language| vocabulary.value_name(spec, code, language).to_owned());
            let mut words: Vec<String> = (0..spec.values.len() as u8).flat_map(words).collect();
            words.sort();
            words.dedup();
            json!({"anyOf": [{"enum": words}, scalar]})
        }
        FieldType::Records(ty) => {
            let one = json!({"$ref": format!("#/$defs/{}", ty.name())});
            json!({"anyOf": [one, {"type": "array", "items": one}]})
        }
        FieldType::Texts | FieldType::Ref(_) | FieldType::Refs(_) => {
            json!({"anyOf": [scalar, {"type": "array", "items": scalar}]})
        }
        FieldType::Text
        | FieldType::Int
        | FieldType::Bool
        | FieldType::Date
        | FieldType::Duration
        | FieldType::Version => scalar,
    }
}
