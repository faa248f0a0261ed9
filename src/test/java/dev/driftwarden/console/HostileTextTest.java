package dev.driftwarden.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.api.SiteRun;
import dev.driftwarden.engine.Person;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.site.PathTemplate;
import dev.driftwarden.web.WebResponse;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever people outside put into names and texts is shown as text, on every page. */
class HostileTextTest {
    private static final Person HOSTILE = new Person(SiteRun.PAT.objectId(), Tenants.HOSTILE, SiteRun.PAT.roles());

    private SiteRun run;
    private FindingId id;

    @BeforeEach
    void start() {
        run = new SiteRun();
        id = Tenants.hostile(run);
    }

    @AfterEach
    void stop() {
        run.close();
    }

    private List<String> addresses() {
        Stream<String> fixed = new Sections(run.parts)
                .all().stream()
                        .flatMap(section -> section.pages().stream())
                        .map(Section.PageRoute::path)
                        .filter(PathTemplate::fixed)
                        .map(path -> Console.HOME + path);
        String set =
                run.bot.desk.rejections().list(true, null, 1).items().get(0).id();
        return Stream.concat(
                        fixed,
                        Stream.of(
                                "/console/findings/" + id,
                                "/console/rejections/" + set,
                                "/console/approvals/of/" + Tenants.RULE,
                                "/console/approvals/of/%3Cscript%3Ealert(1)%3C/script%3E",
                                "/console/findings?q=%3Cscript%3Ealert(1)%3C/script%3E%22%20onfocus=x%20%E2%80%AE"))
                .toList();
    }

    @Test
    void staysText() {
        for (String address : addresses()) {
            WebResponse response = run.get(HOSTILE, address);
            assertThat(response.status()).as(address).isIn(200, 404);
            Document page = Jsoup.parse(response.body());
            assertThat(page.select("script").eachAttr("src"))
                    .as(address)
                    .allMatch(source -> source.startsWith("/console/assets/"))
                    .hasSize(page.select("script").size());
            assertThat(page.select("img, [onerror], [onfocus], b")).as(address).isEmpty();
            assertThat(page.text()).as(address).contains("<script>alert(1)</script>");
            assertThat(response.body()).as(address).doesNotContain("\u202E", "\u0000", "\u0007", "\u2066");
            assertThat(response.body().length()).as(address).isLessThan(200_000);
        }
    }
}
