package dev.driftwarden.decision;

import static dev.driftwarden.decision.Situations.NOW;
import static dev.driftwarden.decision.Situations.under;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.policy.Exemption;
import dev.driftwarden.policy.Exemption.Source;
import dev.driftwarden.policy.RulePattern;
import dev.driftwarden.rule.Mode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which exemptions count; today is 1 October 2026, 12:00 UTC. */
class ExemptingTest {
    private static final String AUTO = "defaults: { mode: auto }\n";
    private static final String TAGS = AUTO + "exemptions-from: { tags: { max-duration: P60D } }\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "storage.https-only; until=2026-11-01; owner=pat; reason=old scanner          | exempt",
                "storage.https-only ;until = 2026-11-01;reason=a=b; owner=pat;                | exempt",
                "network.x, storage.https-only; until=2026-11-01; owner=pat; reason=x         | exemption-malformed",
                "storage.https-only; until=2026-10-01; owner=pat; reason=its last day         | exempt",
                "storage.https-only; until=2026-10-01T11:59:59Z; owner=pat; reason=an hour ago | exemption-expired",
                "storage.https-only; until=2026-09-30; owner=pat; reason=yesterday            | exemption-expired",
                "storage.https-only; until=2027-10-01; owner=pat; reason=too long             | exemption-not-allowed",
                "storage.https-only; until=2026-11-01; reason=nobody owns it                  | exemption-malformed",
                "storage.https-only; until=2026-11-01; owner=pat                              | exemption-malformed",
                "storage.https-only; owner=pat; reason=without end                            | exemption-malformed",
                "storage.https-only; until=soon; owner=pat; reason=x                          | exemption-malformed",
                "storage.https-only; until=2026-02-30; owner=pat; reason=x                    | exemption-malformed",
                "storage.https-only; until=2026-11-01; until=2026-12-01; owner=pat; reason=x  | exemption-malformed",
                "storage.https-only; until=2026-11-01; owner=pat; reason=x; also=y            | exemption-malformed",
                "storage.http-only; until=2026-11-01; owner=pat; reason=no such rule          | exemption-malformed",
                "*; until=2026-11-01; owner=pat; reason=everything                            | exemption-malformed",
                "''                                                                           | exemption-malformed",
                "<script>alert(1)</script>                                                    | exemption-malformed",
            })
    void readsTags(String value, String code) {
        Decision decision = under(TAGS).tag("Driftwarden-Exempt", value).decided();
        assertThat(decision.reasons()).extracting(Decision.Reason::code).contains(code);
        assertThat(decision.mode()).isEqualTo(code.equals("exempt") ? Mode.OBSERVE : Mode.AUTO);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                                              | exemption-not-allowed",
                "exemptions-from: { tags: { enabled: false } }                   | exemption-not-allowed",
                "exemptions-from: { tags: { rules: \"storage.*\" } }             | exempt",
                "exemptions-from: { tags: { severity: [low, high] } }            | exempt",
                "exemptions-from: { tags: { severity: low } }                    | exemption-not-allowed",
                "exemptions-from: { tags: { max-duration: P7D } }                | exemption-not-allowed",
            })
    void letsTagsCountAsFarAsThePolicyAllows(String policy, String code) {
        Decision decision = under(AUTO + policy)
                .tag("driftwarden-exempt-2", "storage.https-only; until=2026-11-01; reason=x")
                .tag("Owner", "shop team")
                .decided();
        assertThat(decision.reasons()).extracting(Decision.Reason::code).contains(code);
        assertThat(decision.mode()).isEqualTo(code.equals("exempt") ? Mode.OBSERVE : Mode.AUTO);
        assertThat(decision.reasons()).anyMatch(reason -> reason.text().contains("owner shop team"));
    }

    private static Exemption of(Source source, Duration since, Duration until) {
        return new Exemption(
                source,
                RulePattern.of("storage.*"),
                Situations.SUBSCRIPTION,
                Map.of(),
                "pat",
                "migration",
                NOW.plus(until),
                NOW.minus(since));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CONSOLE | PT1H | P80D | ``                                                       | exempt",
                "CONSOLE | PT1H | PT0S | ``                                                       | exemption-expired",
                "CONSOLE | P20D | P80D | ``                                                       | exemption-not-allowed",
                "CONSOLE | PT1H | P80D | exemptions-from: { console: { max-duration: P30D } }     | exemption-not-allowed",
                "CONSOLE | PT1H | P20D | exemptions-from: { console: { enabled: false } }         | exemption-not-allowed",
                "CONSOLE | PT1H | P20D | exemptions-from: { console: { severity: low } }          | exemption-not-allowed",
                "AZURE   | PT1H | P999D | ``                                                      | exemption-not-allowed",
                "AZURE   | PT1H | P999D | exemptions-from: { azure-policy: [ { assignment: a, rules: \"storage.*\" } ] } | exempt",
            })
    void letsOtherSourcesCountAsFarAsThePolicyAllows(
            Source source, Duration since, Duration until, String policy, String code) {
        Decision decision =
                under(AUTO + policy).granted(of(source, since, until)).decided();
        assertThat(decision.reasons()).extracting(Decision.Reason::code).contains(code);
        assertThat(decision.mode()).isEqualTo(code.equals("exempt") ? Mode.OBSERVE : Mode.AUTO);
    }

    @Test
    void saysThatAnExemptionOfThePolicyHasExpired() {
        Decision decision = under(AUTO
                        + "exemptions: [ { rules: \"*\", owner: pat, reason: x, until: \"2026-10-01T12:00:00Z\" } ]")
                .decided();
        assertThat(decision.mode()).isEqualTo(Mode.AUTO);
        assertThat(decision.reasons()).extracting(Decision.Reason::code).contains("exemption-expired");
    }
}
