package dev.driftwarden.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.driftwarden.api.SiteRun;
import dev.driftwarden.finding.FindingState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The console in a real browser. Pictures of the pages are left in {@code target/screenshots}. */
class ConsoleBrowserTest {
    private static final Path CHROMIUM =
            Path.of(Optional.ofNullable(System.getenv("CHROMIUM")).orElse("/usr/bin/chromium"));
    private static final Path PICTURES = Path.of("target", "screenshots");

    private static Playwright playwright;
    private static Browser browser;

    private SiteRun run;
    private SiteServer server;
    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void open() {
        boolean there = Files.isExecutable(CHROMIUM);
        assumeTrue(there || "true".equals(System.getenv("CI")), "no Chromium at " + CHROMIUM + "; set CHROMIUM");
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of("--no-sandbox")));
    }

    @AfterAll
    static void shut() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @BeforeEach
    void start() {
        run = new SiteRun();
        server = new SiteServer(run, SiteRun.OLIVIA);
    }

    @AfterEach
    void stop() {
        server.close();
        run.close();
    }

    private BrowserContext context(int width, ColorScheme scheme, boolean scripts) {
        return browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, 800)
                .setColorScheme(scheme)
                .setJavaScriptEnabled(scripts));
    }

    private Page visit(BrowserContext context, String path) {
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate(server.address() + path);
        return page;
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
    }

    @ParameterizedTest
    @CsvSource({"360, LIGHT", "1280, DARK"})
    void leadsFromTheListToAnApprovedFix(int width, ColorScheme scheme) {
        run.waiting();
        try (BrowserContext context = context(width, scheme, /* scripts= */ true)) {
            Page page = visit(context, "/console/findings?q=stcontosodocs01&rule=storage.blob-public-access");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Anonymous blob access"))
                    .click();
            picture(page, "finding-" + width);
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Approve the fix"))
                    .click();
            assertThat(page.locator("#live .chips")).containsText("applying");
            run.bot.settle();
            assertThat(page.locator("#live .chips")).containsText("fixed");
            assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Undo the fix")))
                    .isVisible();
            picture(page, "fixed-" + width);
        }
        assertThat(run.finding().state()).isEqualTo(FindingState.FIXED);
        assertThat(complaints).isEmpty();
    }

    @Test
    void worksWithoutScripts() {
        run.waiting();
        try (BrowserContext context = context(360, ColorScheme.LIGHT, /* scripts= */ false)) {
            Page page = visit(context, "/console/findings/" + run.finding().id());
            page.getByLabel("Reason (needed to reject)").fill("not now");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Reject"))
                    .click();
            assertThat(page.locator("[role=status]").first()).containsText("Rejected");
        }
        assertThat(run.finding().state()).isEqualTo(FindingState.OPEN);
    }

    @Test
    void keepsWhatSomebodyWritesWhileThePageRenewsItself() {
        run.waiting();
        try (BrowserContext context = context(1280, ColorScheme.LIGHT, /* scripts= */ true)) {
            Page page = visit(context, "/console/findings/" + run.finding().id());
            page.getByLabel("Reason (needed to reject)").fill("half a sen");
            run.bot.approvals().answer(run.plan().id(), run.plan().hash(), true, SiteRun.PAT, "");
            assertThat(page.locator("#live .chips")).containsText("applying");
            assertThat(page.getByLabel("Reason (needed to reject)")).hasValue("half a sen");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/findings", "/approvals", "/tickets", "/rejections", "/rules", "/controls", "/nothing"})
    void neverScrollsSidewaysOnAPhone(String page) {
        run.waiting();
        try (BrowserContext context = context(360, ColorScheme.LIGHT, /* scripts= */ true)) {
            Page shown = visit(context, "/console" + page);
            picture(shown, "phone" + page.replace('/', '-'));
            Object wide = shown.evaluate("document.documentElement.scrollWidth");
            assertThat(((Number) wide).intValue()).isLessThanOrEqualTo(360);
        }
    }

    @ParameterizedTest
    @CsvSource({"360, LIGHT", "1280, DARK"})
    void hasNoAccessibilityFaultThatMatters(int width, ColorScheme scheme) throws IOException {
        run.waiting();
        run.policyProblems.add("driftwarden.yaml:3:5: unknown field");
        run.bot.desk.rejections().record("event", "not JSON", "{");
        List<String> pages = List.of(
                "",
                "/findings",
                "/findings/" + run.finding().id(),
                "/approvals",
                "/tickets",
                "/rejections",
                "/rules",
                "/controls",
                "/nothing");
        try (BrowserContext context = context(width, scheme, /* scripts= */ true)) {
            for (String path : pages) {
                assertThat(faults(visit(context, "/console" + path))).as(path).isEmpty();
            }
        }
    }

    /** What axe finds that is serious or worse. */
    private static List<?> faults(Page page) throws IOException {
        try (InputStream axe = ConsoleBrowserTest.class.getResourceAsStream("/axe.min.js")) {
            page.evaluate(new String(Objects.requireNonNull(axe).readAllBytes(), StandardCharsets.UTF_8));
        }
        return (List<?>) page.evaluate("""
                async () => {
                  const found = await axe.run();
                  return found.passes.length === 0 ? ["axe has checked nothing"] : found.violations
                  .filter((one) => one.impact === "serious" || one.impact === "critical")
                  .map((one) => one.id + " " + one.nodes.map((node) => node.html + " " + node.failureSummary).join(" | "));
                }
                """);
    }
}
