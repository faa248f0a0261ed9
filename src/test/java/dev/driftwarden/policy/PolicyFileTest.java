package dev.driftwarden.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.testing.MutableClock;
import dev.driftwarden.yaml.Issue;
import dev.driftwarden.yaml.Issues;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PolicyFileTest {
    private static final Map<String, Map<String, JsonNode>> RULES = Map.of(
            "storage.https-only", Map.of(),
            "storage.min-tls", Map.of(),
            "network.nsg-ssh-open",
                    Map.of("approvedRanges", JsonNodeFactory.instance.arrayNode(), "ports", IntNode.valueOf(22)));

    @Test
    void readsEverything() {
        Issues issues = new Issues();
        Optional<Policy> policy = PolicyFile.read("driftwarden.yaml", """
                defaults: { mode: observe }
                modes:
                  - { rules: "storage.*", scope: /subscriptions/00000000-0000-0000-0000-00000000000a, tags: { env: dev }, mode: auto }
                  - { rules: network.nsg-ssh-open, severity: [high, critical], mode: approve }
                never-touch: [ /subscriptions/00000000-0000-0000-0000-00000000000b/resourceGroups/rg-bot ]
                exemptions:
                  - { rules: storage.min-tls, owner: pat, reason: old scanner, until: "2027-01-01T00:00:00Z" }
                approvals: { role: Sec.Approver, quorum: { critical: 2 }, expires-after: PT8H }
                budgets: { total: 10, per-subscription: 5, per-rule: 3 }
                freezes: [ { name: year end, from: "2026-12-20T00:00:00Z", to: "2027-01-02T00:00:00Z" } ]
                flips: { limit: 2, within: PT12H }
                infrastructure-as-code: { tags: [managed-by], identities: [00000000-0000-0000-0000-0000000000AB] }
                parameters: { network.nsg-ssh-open: { approvedRanges: [203.0.113.0/24] } }
                """, RULES, issues);
        assertThat(issues.render()).isEmpty();
        Policy read = policy.orElseThrow();
        assertThat(read.modes()).hasSize(2);
        assertThat(read.modes().get(1).named()).isTrue();
        assertThat(read.modes().get(1).severities()).containsExactlyInAnyOrder(Severity.HIGH, Severity.CRITICAL);
        assertThat(read.approvals().needed(Severity.CRITICAL)).isEqualTo(2);
        assertThat(read.approvals().expiresAfter()).isEqualTo(Duration.ofHours(8));
        assertThat(read.iac().identities()).containsExactly("00000000-0000-0000-0000-0000000000ab");
        assertThat(read.parameters().get("network.nsg-ssh-open")).containsKey("approvedRanges");
    }

    @Test
    void namesEveryMistakeWithItsPlace() {
        Issues issues = new Issues();
        Optional<Policy> policy = PolicyFile.read("p.yaml", """
                defaults: { mode: atuo }
                mode: []
                modes:
                  - { rules: "storge.*", mode: auto }
                  - { rules: storage.min-tls, scope: https://evil.example/x, mode: ticket }
                exemptions:
                  - { rules: storage.min-tls, reason: none }
                """, RULES, issues);
        assertThat(policy).isEmpty();
        assertThat(issues.list()).extracting(Issue::toString).hasSizeGreaterThanOrEqualTo(6);
        assertThat(issues.render())
                .contains(
                        "p.yaml:1:",
                        "did you mean 'auto'",
                        "p.yaml:2:1: unknown key 'mode'",
                        "no rule is called 'storge.*'")
                .contains("not a usable resource id", "missing key 'owner'", "missing key 'until'");
    }

    @Test
    void refusesParametersThatNoRuleHasOrThatAreOfAnotherType() {
        Issues issues = new Issues();
        assertThat(PolicyFile.read("p.yaml", """
                parameters:
                  network.nsg-ssh-open:
                    aprovedRanges: []
                    approvedRanges: 203.0.113.0/24
                    ports: 2222
                  storage.min-tls: { version: TLS1_3 }
                  storage.min-tsl: { version: TLS1_3 }
                """, RULES, issues)).isEmpty();
        assertThat(issues.render())
                .contains(
                        "p.yaml:3:20: 'network.nsg-ssh-open' has no parameter 'aprovedRanges'; did you mean 'approvedRanges'?",
                        "p.yaml:4:21: parameter 'approvedRanges' of 'network.nsg-ssh-open' must be a list, not a text",
                        "p.yaml:6:31: 'storage.min-tls' has no parameter 'version'",
                        "p.yaml:7:20: no rule is called 'storage.min-tsl'; did you mean 'storage.min-tls'?");
        assertThat(issues.list()).hasSize(4);
    }

    @Test
    void checksThePolicyAgainWhenTheRulesChange() {
        AtomicReference<Map<String, Map<String, JsonNode>>> rules = new AtomicReference<>(RULES);
        PolicySource source = new PolicySource(
                "p.yaml",
                () -> Optional.of("modes: [ { rules: house.own, mode: auto } ]"),
                () -> Objects.requireNonNull(rules.get()),
                Duration.ZERO,
                MutableClock.atNoon());
        assertThat(source.problems()).singleElement().asString().contains("no rule is called 'house.own'");
        rules.set(Map.of("house.own", Map.of()));
        assertThat(source.problems()).isEmpty();
        assertThat(source.get().modes()).hasSize(1);
    }

    @Test
    void keepsTheLastGoodPolicyAndShowsWhatIsWrong() {
        AtomicReference<Optional<String>> text = new AtomicReference<>(Optional.of("defaults: { mode: auto }"));
        MutableClock clock = MutableClock.atNoon();
        PolicySource source = new PolicySource(
                "p.yaml", () -> Objects.requireNonNull(text.get()), () -> RULES, Duration.ofSeconds(10), clock);
        assertThat(source.get().defaultMode()).isEqualTo(Mode.AUTO);

        text.set(Optional.of("defaults: { mode: nonsense }"));
        assertThat(source.problems()).isEmpty();
        clock.advance(Duration.ofSeconds(11));
        assertThat(source.get().defaultMode()).isEqualTo(Mode.AUTO);
        assertThat(source.problems()).singleElement().asString().contains("p.yaml:1:");

        text.set(Optional.empty());
        clock.advance(Duration.ofSeconds(11));
        assertThat(source.get().defaultMode()).isEqualTo(Mode.AUTO);
        assertThat(source.problems()).singleElement().asString().contains("no such file");

        text.set(Optional.of("defaults: { mode: ticket }"));
        clock.advance(Duration.ofSeconds(11));
        assertThat(source.get().defaultMode()).isEqualTo(Mode.TICKET);
        assertThat(source.problems()).isEmpty();
    }

    @Test
    void onlyObservesBeforeTheFirstGoodFile() {
        PolicySource source =
                new PolicySource("p.yaml", () -> Optional.of("}{"), () -> RULES, Duration.ZERO, MutableClock.atNoon());
        assertThat(source.get()).isEqualTo(Policy.observeOnly());
        assertThat(source.problems()).isNotEmpty();
    }
}
