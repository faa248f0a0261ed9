package dev.driftwarden.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.api.SiteRun;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleListPageTest {
    private final SiteRun run = new SiteRun();

    @AfterEach
    void end() {
        run.close();
    }

    private Document page(String query) {
        return Jsoup.parse(run.get(SiteRun.VERA, "/console/rules" + query).body());
    }

    private static List<String> rules(Document page) {
        return page.select(".rows a").eachAttr("href");
    }

    @Test
    void groupsAllRulesByService() {
        Document page = page("");
        assertThat(rules(page)).hasSize(run.parts.desk().rules().get().all().size());
        assertThat(page.select("h2").eachText())
                .contains("entra", "network", "storage")
                .isSorted();
    }

    @ParameterizedTest
    @CsvSource({
        "?service=storage&mode=auto, /console/rules/storage.https-only, /console/rules/storage.key-rotation",
        "?q=HTTPS-only, /console/rules/storage.https-only, /console/rules/storage.min-tls",
        "?q=networksecuritygroups, /console/rules/network.nsg-ssh-open, /console/rules/storage.min-tls"
    })
    void showsTheOnesAskedFor(String query, String there, String notThere) {
        assertThat(rules(page(query))).contains(there).doesNotContain(notThere);
    }

    @Test
    void saysThatNoneIsLikeThisAndWhatWasAsked() {
        Document page = page("?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E");
        assertThat(page.select(".empty").text()).startsWith("No rule is like this.");
        assertThat(page.select("input[name=q]").attr("value")).isEqualTo("<script>alert(1)</script>");
        assertThat(page.select("main script")).isEmpty();
    }

    @Test
    void refusesAWordThatIsNone() {
        assertThat(run.get(SiteRun.VERA, "/console/rules?mode=always").status()).isEqualTo(400);
        assertThat(page("?mode=always").text()).contains("'mode' must be one of observe, ticket, approve, auto");
    }
}
