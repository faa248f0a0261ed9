package dev.driftwarden.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.yaml.Issues;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When it is frozen, in time zones whose clocks change: Berlin on 29 March and 25 October 2026 at 01:00 UTC. */
class FreezeTest {
    private static final ResourceId GROUP =
            ResourceId.parse("/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/rg-shop");

    private static Policy policy(String freeze) {
        Issues issues = new Issues();
        return PolicyFile.read("p.yaml", "freezes: [ { name: x, " + freeze + " } ]", Map.of(), issues)
                .orElseThrow(() -> new AssertionError(issues.render()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // fixed, with an offset or by the clocks of a place
                "from: 2026-12-20T00:00:00Z, to: 2027-01-02T00:00:00Z                      | 2026-12-19T23:59:59Z | -",
                "from: 2026-12-20T00:00:00Z, to: 2027-01-02T00:00:00Z                      | 2026-12-20T00:00:00Z | 2027-01-02T00:00:00Z",
                "from: 2026-12-20T00:00:00Z, to: 2027-01-02T00:00:00Z                      | 2027-01-02T00:00:00Z | -",
                "from: 2026-12-20T18:00, to: 2027-01-02T08:00, time-zone: Europe/Berlin    | 2026-12-20T17:00:00Z | 2027-01-02T07:00:00Z",
                "from: 2026-12-20T18:00, to: 2027-01-02T08:00, time-zone: Europe/Berlin    | 2026-12-20T16:59:59Z | -",
                // every day; over midnight; whole days
                "from: '09:00', to: '17:30', time-zone: America/New_York                   | 2026-10-01T13:00:00Z | 2026-10-01T21:30:00Z",
                "from: '09:00', to: '17:30', time-zone: America/New_York                   | 2026-10-01T12:59:59Z | -",
                "days: fri, from: '22:00', to: '06:00', time-zone: UTC                     | 2026-10-02T23:00:00Z | 2026-10-03T06:00:00Z",
                "days: fri, from: '22:00', to: '06:00', time-zone: UTC                     | 2026-10-03T05:59:59Z | 2026-10-03T06:00:00Z",
                "days: fri, from: '22:00', to: '06:00', time-zone: UTC                     | 2026-10-02T05:00:00Z | -",
                "days: [sat, sun], time-zone: Europe/Berlin                                | 2026-10-02T22:00:00Z | 2026-10-03T22:00:00Z",
                "days: [sat, sun], time-zone: Europe/Berlin                                | 2026-10-02T21:59:59Z | -",
                // clocks put forward: 02:30 never comes, so it begins when they jump, at 01:00 UTC
                "from: '02:30', to: '04:00', time-zone: Europe/Berlin                      | 2026-03-29T00:59:59Z | -",
                "from: '02:30', to: '04:00', time-zone: Europe/Berlin                      | 2026-03-29T01:00:00Z | 2026-03-29T02:00:00Z",
                "from: '01:00', to: '02:30', time-zone: Europe/Berlin                      | 2026-03-29T00:30:00Z | 2026-03-29T01:00:00Z",
                "from: '01:00', to: '02:30', time-zone: Europe/Berlin                      | 2026-03-29T01:00:00Z | -",
                // clocks put back: 02:30 comes twice; from the first to the last
                "from: '02:30', to: '02:45', time-zone: Europe/Berlin                      | 2026-10-25T00:30:00Z | 2026-10-25T01:45:00Z",
                "from: '02:30', to: '02:45', time-zone: Europe/Berlin                      | 2026-10-25T01:15:00Z | 2026-10-25T01:45:00Z",
                "from: '02:30', to: '02:45', time-zone: Europe/Berlin                      | 2026-10-25T01:45:00Z | -",
                "days: sun, time-zone: Europe/Berlin                                       | 2026-10-25T22:59:59Z | 2026-10-25T23:00:00Z",
                // cron: on Friday at 17:00 for the weekend, which has 64 hours when clocks are put back in it
                "cron: '0 17 * * FRI', for: PT63H, time-zone: Europe/Berlin                | 2026-10-02T15:00:00Z | 2026-10-05T06:00:00Z",
                "cron: '0 17 * * FRI', for: PT63H, time-zone: Europe/Berlin                | 2026-10-02T14:59:59Z | -",
                "cron: '0 17 * * FRI', for: PT63H, time-zone: Europe/Berlin                | 2026-10-05T06:00:00Z | -",
                "cron: '0 17 * * FRI', for: PT63H, time-zone: Europe/Berlin                | 2026-10-25T12:00:00Z | 2026-10-26T06:00:00Z",
                "cron: '0 0 28 * *', for: P4D, time-zone: UTC                              | 2026-10-31T12:00:00Z | 2026-11-01T00:00:00Z",
            })
    void freezes(String freeze, Instant now, String until) {
        assertThat(policy(freeze)
                        .freezes()
                        .get(0)
                        .until(now, List.of(GROUP))
                        .map(Instant::toString)
                        .orElse("-"))
                .isEqualTo(until);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/subscriptions/00000000-0000-0000-0000-00000000000A                          | true",
                "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/RG-SHOP   | true",
                "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/rg-other  | false",
            })
    void freezesOnlyItsScope(String scope, boolean frozen) {
        Policy policy = policy("days: thu, time-zone: UTC, scope: " + scope);
        assertThat(policy.freezes()
                        .get(0)
                        .until(Instant.parse("2026-10-01T12:00:00Z"), List.of(GROUP))
                        .isPresent())
                .isEqualTo(frozen);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "from: 2026-12-20T00:00:00Z                                     | missing key 'to'",
                "from: 2026-12-20T00:00:00Z, to: 2026-12-20T00:00:00Z           | 'to' must be after 'from'",
                "from: 2026-12-20T00:00, to: 2026-12-21T00:00                   | must be a moment such as",
                "from: 2026-12-20T00:00:00Z, to: 2026-12-21T00:00, time-zone: UTC | must be a time such as 2026-12-20T18:00",
                "from: '09:00', to: '17:00'                                     | missing key 'time-zone'",
                "from: '09:00', time-zone: UTC                                  | 'from' and 'to' go together",
                "from: '25:00', to: '26:00', time-zone: UTC                     | must be a time of day",
                "days: frday, time-zone: UTC                                    | a day is one of mon",
                "days: fri, time-zone: Europe/Berlni                            | must be a time zone",
                "cron: '0 17 * *', for: PT1H, time-zone: UTC                    | must have five fields",
                "cron: '0 17 * * FRI', for: PT1S, time-zone: UTC                | at least PT1M",
                "cron: '0 17 * * FRI', time-zone: UTC                           | missing key 'for'",
                "days: fri, time-zone: UTC, cron: '0 0 * * *', for: P1D         | unknown key 'days'",
            })
    void namesMistakes(String freeze, String mistake) {
        Issues issues = new Issues();
        PolicyFile.read("p.yaml", "freezes: [ { name: x, " + freeze + " } ]", Map.of(), issues);
        assertThat(issues.render()).contains(mistake);
    }
}
