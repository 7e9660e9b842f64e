//! A headless Chromium that a test drives as a person would: it opens a file, types, presses keys, looks, prints.
//!
//! In: a file. Out: what stands on the page. Commands go over the DevTools protocol, JSON in WebSocket frames (RFC 6455) on a local
//! port, which is little enough to be written here. Where no browser is installed, Debian's `chromium` is; where that is not possible
//! a test fails, unless `SOPLINT_SKIP_BROWSER=1` says that whoever runs it knows; on a build server (`CI`) it does not count.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long anything may take that a test waits for.
const PATIENCE: Duration = Duration::from_secs(60);

/// A browser with one page.
pub(crate) struct Browser {
    process: Child,
    socket: BufReader<TcpStream>,
    session: String,
    number: u64,
    /// Its profile, removed at the end.
    folder: PathBuf,
}

impl Browser {
    /// A browser with a window of that size; nothing when browsers are left out.
    pub(crate) fn new(name: &str, (width, height): (u32, u32)) -> Option<Self> {
        let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        if is_set("SOPLINT_SKIP_BROWSER") && !is_set("CI") {
            return None;
        }
        let program = PROGRAM.as_ref().unwrap_or_else(|error| panic!("{error}"));
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-browser-{}", std::process::id()));
        let mut process = Command::new(program)
            .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"])
            .args(["--remote-debugging-port=0", "--hide-scrollbars", "about:blank"])
            .arg(format!("--window-size={width},{height}"))
            .arg(format!("--user-data-dir={}", folder.display()))
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the browser starts");
        let address = address(process.stderr.take().expect("a pipe"));
        let socket = connect(&address);
        let mut browser = Self { process, socket, session: String::new(), number: 0, folder };
        let targets = browser.call("Target.getTargets", json!({}));
        let pages = targets["targetInfos"].as_array().expect("targets");
        let page = pages.iter().find(|target| target["type"] == "page").expect("a page");
        let attached = browser.call("Target.attachToTarget", json!({"targetId": page["targetId"], "flatten": true}));
        browser.session = attached["sessionId"].as_str().expect("a session").to_owned();
        browser.call("Page.enable", json!({}));
        browser.call(
            "Emulation.setDeviceMetricsOverride",
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false}),
        );
        Some(browser)
    }

    /// Opens a file at an address of its page and waits until that is there; how long it took.
    pub(crate) fn open(&mut self, file: &Path, place: &str) -> Duration {
        let before = Instant::now();
        // The same file with another place is no new page: the browser leaves it first.
        self.call("Page.navigate", json!({"url": "about:blank"}));
        self.call("Page.navigate", json!({"url": format!("file://{}#{place}", file.display())}));
        self.wait("document.documentElement.dataset.state === 'ready'");
        before.elapsed()
    }

    /// Goes to another place of the page that is open; how long it took.
    #[allow(dead_code, reason = "not every target needs it, 2026-11")]
    pub(crate) fn go(&mut self, place: &str) -> Duration {
        let before = Instant::now();
        let script =
            format!("location.hash = {}; new Promise((done) => setTimeout(done, 0))", Value::from(format!("#{place}")));
        self.eval(&script);
        self.wait("document.documentElement.dataset.state === 'ready'");
        before.elapsed()
    }

    /// The value of an expression of the page.
    pub(crate) fn eval(&mut self, expression: &str) -> Value {
        let said = self
            .call("Runtime.evaluate", json!({"expression": expression, "awaitPromise": true, "returnByValue": true}));
        assert!(said["exceptionDetails"].is_null(), "{expression}: {}", said["exceptionDetails"]);
        said["result"]["value"].clone()
    }

    /// The text of an expression.
    #[allow(dead_code, reason = "not every target needs it, 2026-11")]
    pub(crate) fn text(&mut self, expression: &str) -> String {
        let value = self.eval(expression);
        value.as_str().map_or_else(|| value.to_string(), str::to_owned)
    }

    /// Waits until an expression is true.
    pub(crate) fn wait(&mut self, condition: &str) {
        let before = Instant::now();
        loop {
            // While a page is being left there is none to ask.
            let said = self.call(
                "Runtime.evaluate",
                json!({"expression": format!("Boolean({condition})"), "returnByValue": true}),
            );
            if said["result"]["value"] == true {
                return;
            }
            assert!(before.elapsed() < PATIENCE, "never: {condition}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Presses a key: its name as pages see it, its number as Windows has it.
    #[allow(dead_code, reason = "not every target needs it, 2026-11")]
    pub(crate) fn press(&mut self, key: &str, number: u32) {
        for kind in ["rawKeyDown", "keyUp"] {
            let event = json!({"type": kind, "key": key, "code": key, "windowsVirtualKeyCode": number});
            self.call("Input.dispatchKeyEvent", event);
        }
    }

    /// Types into what has the focus.
    #[allow(dead_code, reason = "not every target needs it, 2026-11")]
    pub(crate) fn write(&mut self, text: &str) {
        self.call("Input.insertText", json!({"text": text}));
    }

    /// What would be printed, as PDF in base64.
    #[allow(dead_code, reason = "not every target needs it, 2026-11")]
    pub(crate) fn print(&mut self) -> String {
        let said = self.call("Page.printToPDF", json!({"preferCSSPageSize": true, "printBackground": true}));
        said["data"].as_str().expect("a PDF").to_owned()
    }

    /// Sends a command and waits for its answer; what the browser tells besides is passed over.
    fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.number += 1;
        let mut message = json!({"id": self.number, "method": method, "params": parameters});
        if !self.session.is_empty() {
            message["sessionId"] = json!(self.session);
        }
        send(self.socket.get_mut(), message.to_string().as_bytes());
        loop {
            let message: Value = serde_json::from_slice(&receive(&mut self.socket)).expect("JSON of the browser");
            if message["id"] == self.number {
                assert!(message["error"].is_null(), "{method}: {}", message["error"]);
                return message["result"].clone();
            }
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// `127.0.0.1:port/path` from what the browser says when it starts.
fn address(said: impl Read + Send + 'static) -> String {
    let mut lines = BufReader::new(said).lines();
    let line = lines.by_ref().map(|line| line.expect("text")).find(|line| line.contains("DevTools listening on ws://"));
    // What it says later must be read, or it would wait.
    std::thread::spawn(move || lines.for_each(drop));
    let line = line.expect("the browser says where it listens");
    line.split("ws://").nth(1).expect("an address").to_owned()
}

fn connect(address: &str) -> BufReader<TcpStream> {
    let (host, path) = address.split_once('/').expect("an address with a path");
    let mut stream = TcpStream::connect(host).expect("the browser listens");
    stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
    let request = format!(
        "GET /{path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: c29wbGludCBicm93c2VyIQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).expect("the browser listens");
    let mut socket = BufReader::new(stream);
    let mut line = String::new();
    while line != "\r\n" {
        line.clear();
        assert!(socket.read_line(&mut line).expect("an answer") > 0, "the browser refuses");
    }
    socket
}

/// Sends a text frame. The mask that RFC 6455, section 5.3, asks of clients may be any number: here it is 0.
fn send(out: &mut impl Write, text: &[u8]) {
    let mut frame = vec![0x81];
    match text.len() {
        length @ 0..126 => frame.push(0x80 | length as u8),
        length @ 126..0x1_0000 => {
            frame.push(0x80 | 126);
            frame.extend((length as u16).to_be_bytes());
        }
        length => {
            frame.push(0x80 | 127);
            frame.extend((length as u64).to_be_bytes());
        }
    }
    frame.extend([0; 4]);
    frame.extend(text);
    out.write_all(&frame).expect("the browser listens");
}

/// The text of the next message, which may come in several frames.
fn receive(socket: &mut impl Read) -> Vec<u8> {
    let mut message = Vec::new();
    loop {
        let head: [u8; 2] = exactly(socket);
        let length = match head[1] & 0x7f {
            126 => u64::from(u16::from_be_bytes(exactly(socket))),
            127 => u64::from_be_bytes(exactly(socket)),
            length => u64::from(length),
        };
        let start = message.len();
        message.resize(start + length as usize, 0);
        socket.read_exact(&mut message[start..]).expect("the browser answers in time");
        assert_ne!(head[0] & 0x0f, 8, "the browser goes away");
        if head[0] & 0x80 != 0 {
            return message;
        }
    }
}

fn exactly<const N: usize>(socket: &mut impl Read) -> [u8; N] {
    let mut bytes = [0; N];
    socket.read_exact(&mut bytes).expect("the browser answers in time");
    bytes
}

/// The browser, installed where there is none; or why not.
static PROGRAM: LazyLock<Result<PathBuf, String>> = LazyLock::new(|| {
    if let Some(program) = installed() {
        return Ok(program);
    }
    let install = "apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium";
    let made = Command::new("sh").args(["-c", install]).env("DEBIAN_FRONTEND", "noninteractive").output();
    let why =
        made.map_or_else(|error| error.to_string(), |output| String::from_utf8_lossy(&output.stderr).into_owned());
    installed().ok_or_else(|| {
        format!("no Chromium, and it cannot be installed, so the page was not tried:\n{why}\nSOPLINT_SKIP_BROWSER=1 leaves these tests out")
    })
});

fn installed() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    let folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).find(|path| path.is_file())
}
