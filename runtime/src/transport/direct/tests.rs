use super::Direct;

/// `NO_PROXY`, the servers that it is for, and those that it is not for.
const SERVERS: [(&str, &[&str], &[&str]); 22] = [
    (
        "internal.example",
        &[
            "http://internal.example",
            "https://internal.example:8443",
            "https://API.internal.Example",
            "https://internal.example.",
        ],
        &[
            "https://notinternal.example",
            "https://example",
            "https://internal.example.org",
        ],
    ),
    (
        ".internal.example",
        &["https://internal.example", "https://api.internal.example"],
        &["https://notinternal.example"],
    ),
    (
        "*.internal.example",
        &["https://api.internal.example", "https://a.b.internal.example"],
        &["https://internal.example", "https://notinternal.example"],
    ),
    (
        "internal.example:8443",
        &[
            "https://internal.example:8443",
            "http://api.internal.example:8443",
        ],
        &["https://internal.example", "https://internal.example:84430"],
    ),
    (
        "*.internal.example:443",
        &["https://api.internal.example", "https://api.internal.example:443"],
        &["http://api.internal.example", "https://internal.example"],
    ),
    (
        "internal.example:80",
        &["http://internal.example", "https://internal.example:80"],
        &["https://internal.example"],
    ),
    (
        "INTERNAL.example.",
        &["https://api.internal.example"],
        &["https://example"],
    ),
    ("localhost", &["http://localhost:8080"], &["http://127.0.0.1"]),
    (
        "10.1.2.3",
        &["https://10.1.2.3:8443"],
        &["https://10.1.2.4", "https://x.10.1.2.3a"],
    ),
    ("10.1.2.3:8443", &["https://10.1.2.3:8443"], &["https://10.1.2.3"]),
    (
        "10.0.0.0/8",
        &[
            "https://10.255.0.1",
            "https://10.0.0.0:1",
            "https://[::ffff:10.1.2.3]",
        ],
        &["https://11.0.0.1", "https://10.example", "https://[::1]"],
    ),
    // The bits behind those that count may be set.
    (
        "192.168.7.9/23",
        &["https://192.168.6.1"],
        &["https://192.168.8.1"],
    ),
    (
        "0.0.0.0/0",
        &["https://1.2.3.4"],
        &["https://example.com", "https://[::1]"],
    ),
    ("10.1.2.3/32", &["https://10.1.2.3"], &["https://10.1.2.2"]),
    (
        "::1",
        &["https://[::1]", "https://[::1]:8080", "https://[0:0:0:0:0:0:0:1]"],
        &["https://[::2]"],
    ),
    (
        "[::1]",
        &["https://[::1]", "https://[::1]:8080"],
        &["https://[::2]"],
    ),
    (
        "[::1]:8080",
        &["https://[::1]:8080"],
        &["https://[::1]", "https://[::2]:8080"],
    ),
    (
        "fd00::/8",
        &["https://[fd12::1]", "https://[fdff::]:8080"],
        &["https://[fe00::1]", "https://253.0.0.1"],
    ),
    ("::/0", &["https://[2001:db8::1]"], &["https://10.0.0.1"]),
    (
        "::ffff:10.0.0.0/104",
        &["https://10.1.2.3"],
        &["https://11.1.2.3"],
    ),
    (
        "bücher.example",
        &["https://xn--bcher-kva.example"],
        &["https://bucher.example"],
    ),
    (
        " other.example ,,*",
        &["https://example.com", "http://10.0.0.1", "https://[::1]:8080"],
        &[],
    ),
];

#[test]
fn each_entry_names_the_servers_that_it_is_for() {
    for (text, with, without) in SERVERS {
        // Beside others, which change nothing.
        for text in [text.to_owned(), format!("other.test:1, {text} ,192.0.2.0/24")] {
            let direct = Direct::read(&text);
            assert_eq!(direct.problem, None, "{text}");
            for (urls, expected) in [(with, true), (without, false)] {
                for url in urls {
                    let is_direct = direct.has(&url.parse().expect("a URL"));
                    assert_eq!(is_direct, expected, "{text}: {url}");
                }
            }
        }
    }
}

#[test]
fn what_names_no_server_names_none_and_is_told() {
    for (text, problem) in [
        ("10.0.0.0/33", "expected at most 32 bits"),
        ("fd00::/129", "expected at most 128 bits"),
        ("10.0.0.0/", "expected at most 32 bits"),
        ("http://internal.example", "expected a name"),
        ("internal.example/8", "expected a name"),
        ("10.0.0.0/8:80", "expected at most 32 bits"),
        ("[fd00::]/8", "expected a name"),
        ("192.168.*", "expected `*` alone"),
        ("*internal", "expected `*` alone"),
        ("*:8080", "expected `*` alone"),
        ("10.1", "expected a name"),
        ("300.1.2.3", "expected a name"),
        ("internal.example:", "expected a port"),
        ("internal.example:0", "expected a port"),
        ("internal.example:+1", "expected a port"),
        ("internal.example:65536", "expected a port"),
        ("internal.example:https", "expected a port"),
        ("[::1]x", "expected a port"),
        ("[10.0.0.1]", "expected a name"),
        (".", "expected a name"),
        ("..internal", "expected a name"),
        (":8080", "expected a name"),
        ("a b", "expected a name"),
    ] {
        let direct = Direct::read(&format!("internal.test,{text}"));
        let said = direct.problem.clone().unwrap_or_default();
        assert!(
            said.starts_with(&format!("`{text}`: {problem}")),
            "{text}: {said}"
        );
        let hosts = [
            "10.0.0.1",
            "192.168.1.1",
            "internal.example:8080",
            "[::1]",
            "[fd00::1]",
            "a",
        ];
        for host in hosts {
            let url = format!("http://{host}").parse().expect("a URL");
            assert!(!direct.has(&url), "{text}: {host}");
        }
        assert!(direct.has(&"http://internal.test".parse().expect("a URL")));
    }
    assert!(Direct::read("").problem.is_none() && !Direct::read(" , ").is_all());
}
