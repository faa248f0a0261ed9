package dev.driftwarden.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.driftwarden.api.SiteRun;
import dev.driftwarden.e2e.BotRun;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.ledger.FindingSummary;
import dev.driftwarden.ledger.TrendSamples;
import dev.driftwarden.site.PathTemplate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Takes the pictures in {@code docs/images}: {@code ./mvnw test -Dtest=PicturesTest -Dgroups=pictures -DexcludedGroups=}; with
 * {@code -Dpictures=FOLDER} pictures of all pages, each in full, in another place, to look at.
 */
@Tag("pictures")
class PicturesTest {
    private static final boolean ALL = System.getProperty("pictures") != null;
    private static final Path FOLDER = Path.of(System.getProperty("pictures", "docs/images"));
    private static final String FORCED = "storage.min-tls";
    private static final Set<String> MAIN = Set.of("overview", "findings", "finding", "approvals", "together");

    @Test
    void takesAPictureOfEveryPage() {
        try (SiteRun run = new SiteRun();
                SiteServer server = new SiteServer(run, SiteRun.PAT);
                Chromium chromium = Chromium.open()) {
            fill(run);
            Map<String, String> pages = pages(run);
            pages.keySet().removeIf(name -> !ALL && !MAIN.contains(name));
            pages.forEach((name, path) -> {
                picture(chromium, server.address() + path, name, Chromium.DESK, ColorScheme.LIGHT);
                picture(chromium, server.address() + path, name + "-dark", Chromium.DESK, ColorScheme.DARK);
                picture(chromium, server.address() + path, name + "-phone", Chromium.PHONE, ColorScheme.LIGHT);
            });
            assertThat(chromium.complaints).isEmpty();
        }
    }

    private static Map<String, String> pages(SiteRun run) {
        Map<String, String> pages = new LinkedHashMap<>();
        for (Section section : new Sections(run.parts).all()) {
            section.pages().stream()
                    .map(Section.PageRoute::path)
                    .filter(PathTemplate::fixed)
                    .forEach(path -> pages.put(name(path, section), Console.HOME + path));
        }
        pages.put("together", "/console/approvals/of/storage.shared-key-access");
        pages.put(
                "rejection",
                "/console/rejections/"
                        + run.bot
                                .desk
                                .rejections()
                                .list(true, null, 1)
                                .items()
                                .get(0)
                                .id());
        pages.put("finding", "/console/findings/" + run.finding().id());
        if (ALL) {
            states(run, pages);
        }
        return pages;
    }

    /** A finding in each state that there is, and what can be seen of an undo. */
    private static void states(SiteRun run, Map<String, String> pages) {
        for (FindingState state : FindingState.values()) {
            List<FindingSummary> found = run.bot
                    .desk
                    .book()
                    .search(state.isOpen(), one -> one.state() == state, null, 50)
                    .items();
            found.stream()
                    .sorted(Comparator.comparing(
                            one -> one.id().contains(run.finding().id().value())))
                    .limit(2)
                    .forEach(one -> pages.putIfAbsent(
                            "finding-" + state + (pages.containsKey("finding-" + state) ? "-2" : ""),
                            "/console/findings/" + one.id()));
        }
        String fixed = "/console/findings/"
                + run.bot.finding(BotRun.DOCS, FORCED).orElseThrow().id();
        pages.put("forced", fixed);
        pages.put("undo-forced", fixed + "/undo");
        pages.put(
                "undo",
                "/console/findings/"
                        + run.bot
                                .finding(BotRun.DOCS, "storage.https-only")
                                .orElseThrow()
                                .id() + "/undo");
        pages.put("rule", "/console/rules/storage.shared-key-access");
        pages.put("nothing", "/console/findings?q=nowhere");
    }

    private static String name(PathTemplate path, Section section) {
        return path.text().isEmpty() ? section.name() : path.text().substring(1).replace('/', '-');
    }

    /** The practice tenant after a sweep, with something that waits and a month of history. */
    private static void fill(SiteRun run) {
        run.bot.policy("""
                modes:
                  - { rules: "*", mode: ticket }
                  - { rules: "storage.*", mode: approve }
                  - { rules: "keyvault.*", mode: approve }
                  - { rules: "storage.https-only", mode: auto }
                  - { rules: "storage.min-tls", mode: auto }
                """);
        run.bot.sweep();
        run.bot.settle();
        run.bot.clock.advance(Duration.ofHours(13));
        TrendSamples.month(run.bot.store, run.bot.clock.instant());
        run.bot.send("PATCH", BotRun.DOCS, "2023-05-01", "{\"properties\":{\"allowBlobPublicAccess\":true}}");
        run.bot.settle();
        if (ALL) {
            fixedAndChangedAgain(run);
        }
        run.bot.desk.rejections().record("event", "It is no JSON: unexpected end of input.", "{\"id\": \"1234");
        run.bot.desk.book().trend().note(run.bot.clock.instant());
    }

    private static void fixedAndChangedAgain(SiteRun run) {
        for (String change : List.of(
                "\"supportsHttpsTrafficOnly\":false,\"minimumTlsVersion\":\"TLS1_0\"",
                "\"minimumTlsVersion\":\"TLS1_3\"")) {
            run.bot.send("PATCH", BotRun.DOCS, "2023-05-01", "{\"properties\":{" + change + "}}");
            run.bot.settle();
        }
    }

    private static void picture(Chromium chromium, String address, String name, int width, ColorScheme scheme) {
        try (BrowserContext context = chromium.context(width, scheme)) {
            Page page = chromium.visit(context, address);
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(FOLDER.resolve(name + ".png"))
                    .setFullPage(ALL));
        }
    }
}
