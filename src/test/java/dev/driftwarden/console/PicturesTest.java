package dev.driftwarden.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.driftwarden.api.SiteRun;
import dev.driftwarden.e2e.BotRun;
import dev.driftwarden.engine.SweepRun;
import dev.driftwarden.engine.Sweeper;
import dev.driftwarden.ledger.TrendSamples;
import dev.driftwarden.site.PathTemplate;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Takes the pictures in {@code docs/images}: {@code ./mvnw test -Dtest=PicturesTest -Dgroups=pictures -DexcludedGroups=}. */
@Tag("pictures")
class PicturesTest {
    private static final Path FOLDER = Path.of(System.getProperty("pictures", "docs/images"));

    @Test
    void takesAPictureOfEveryPage() {
        try (SiteRun run = new SiteRun();
                SiteServer server = new SiteServer(run, SiteRun.PAT);
                Chromium chromium = Chromium.open()) {
            fill(run);
            pages(run).forEach((name, path) -> {
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
        pages.put("finding", "/console/findings/" + run.finding().id());
        return pages;
    }

    private static String name(PathTemplate path, Section section) {
        return path.text().isEmpty() ? section.name() : path.text().substring(1).replace('/', '-');
    }

    /** The practice tenant after a sweep, with something that waits and a month of history. */
    private static void fill(SiteRun run) {
        TrendSamples.month(run.bot.store, run.bot.clock.instant());
        run.bot.policy("""
                modes:
                  - { rules: "*", mode: ticket }
                  - { rules: "storage.*", mode: approve }
                  - { rules: "keyvault.*", mode: approve }
                  - { rules: "storage.https-only", mode: auto }
                """);
        new SweepRun(run.bot.desk, new Sweeper(run.bot.desk)).run();
        run.bot.settle();
        run.bot.send("PATCH", BotRun.DOCS, "2023-05-01", "{\"properties\":{\"allowBlobPublicAccess\":true}}");
        run.bot.settle();
        run.bot.desk.rejections().record("event", "It is no JSON: unexpected end of input.", "{\"id\": \"1234");
        run.bot.desk.book().trend().note(run.bot.clock.instant());
    }

    private static void picture(Chromium chromium, String address, String name, int width, ColorScheme scheme) {
        try (BrowserContext context = chromium.context(width, scheme)) {
            Page page = chromium.visit(context, address);
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(FOLDER.resolve(name + ".png"))
                    .setFullPage(true));
        }
    }
}
