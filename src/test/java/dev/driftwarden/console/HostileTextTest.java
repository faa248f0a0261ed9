package dev.driftwarden.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.driftwarden.api.SiteRun;
import dev.driftwarden.change.Actor;
import dev.driftwarden.engine.Person;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.Finding.Cause;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.finding.TimelineEntry;
import dev.driftwarden.ledger.Commit;
import dev.driftwarden.ledger.Controls.KillSwitch;
import dev.driftwarden.ledger.Ticket;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Evidence;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.web.WebResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever people outside put into names and texts is shown as text, on every page. */
class HostileTextTest {
    private static final String SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
    private static final String HOSTILE = SCRIPT + "\u202Egnp.exe\u0000\u0007\u2066" + "long ".repeat(2_000);
    private static final ResourceId RESOURCE = ResourceId.parse(
            "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/rg-'\u202Ex/providers/Microsoft.Storage/storageAccounts/'\u202E&lt;b&gt;");
    private static final FindingId ID = FindingId.of(RESOURCE, "storage.x");

    private SiteRun run;

    @BeforeEach
    void start() {
        run = new SiteRun();
        Instant now = run.bot.clock.instant();
        Commit commit = Commit.first(finding(now));
        commit.entry(new TimelineEntry(now, 1, "detected", HOSTILE, HOSTILE, Map.of("name", HOSTILE)));
        commit.ticket(new Ticket(ID + "-1", ID, Severity.HIGH, HOSTILE, HOSTILE, now, null));
        assertThat(run.bot.desk.book().commit(commit)).isTrue();
        run.bot.desk.rejections().record("event", HOSTILE, HOSTILE);
        run.bot.desk.controls().setKillSwitch(new KillSwitch(true, HOSTILE, HOSTILE, now));
        run.policyProblems.add(HOSTILE);
    }

    private static Finding finding(Instant now) {
        return new Finding(
                ID,
                "storage.x",
                HOSTILE,
                "storage",
                RESOURCE,
                RESOURCE.type(),
                Severity.HIGH,
                FindingState.TICKETED,
                1,
                1,
                HOSTILE,
                List.of(new Evidence(HOSTILE, TextNode.valueOf(HOSTILE))),
                List.of(HOSTILE),
                new Cause(new Actor(Actor.Kind.USER, null, HOSTILE, null), HOSTILE, now, null),
                /* decision= */ null,
                /* planId= */ null,
                now,
                now,
                List.of(now),
                /* closedAt= */ null);
    }

    @AfterEach
    void stop() {
        run.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console",
                "/console/findings",
                "/console/findings/ID",
                "/console/tickets",
                "/console/rejections",
                "/console/controls",
                "/console/findings?q=%3Cscript%3Ealert(1)%3C/script%3E%22%20onfocus=x%20%E2%80%AE"
            })
    void staysText(String address) {
        Person hostile = new Person(SiteRun.VERA.objectId(), HOSTILE, SiteRun.VERA.roles());
        WebResponse response = run.get(hostile, address.replace("ID", ID.value()));
        assertThat(response.status()).isEqualTo(200);
        Document page = Jsoup.parse(response.body());
        assertThat(page.select("script").eachAttr("src"))
                .allMatch(source -> source.startsWith("/console/assets/"))
                .hasSize(page.select("script").size());
        assertThat(page.select("img, [onerror], [onfocus], b")).isEmpty();
        assertThat(page.text()).contains("<script>alert(1)</script>");
        assertThat(response.body()).doesNotContain("\u202E", "\u0000", "\u0007", "\u2066");
        assertThat(response.body().length()).isLessThan(100_000);
    }
}
