package dev.driftwarden.console;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A real browser. What its pages complain about (scripts, blocked contents, missing files) is collected. */
final class Chromium implements AutoCloseable {
    static final int PHONE = 360;
    static final int DESK = 1280;

    private static final Path PROGRAM =
            Path.of(Optional.ofNullable(System.getenv("CHROMIUM")).orElse("/usr/bin/chromium"));

    private final Playwright playwright;
    private final Browser browser;
    final List<String> complaints = new ArrayList<>();

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Skips the test where there is no Chromium, except in the project's own build. */
    static Chromium open() {
        boolean there = Files.isExecutable(PROGRAM);
        assumeTrue(there || "true".equals(System.getenv("CI")), "no Chromium at " + PROGRAM + "; set CHROMIUM");
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Chromium(
                playwright,
                playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(PROGRAM)
                                .setArgs(List.of("--no-sandbox"))));
    }

    BrowserContext context(int width, ColorScheme scheme) {
        return context(width, scheme, /* scripts= */ true);
    }

    BrowserContext context(int width, ColorScheme scheme, boolean scripts) {
        return browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, 800)
                .setColorScheme(scheme)
                .setJavaScriptEnabled(scripts));
    }

    Page visit(BrowserContext context, String address) {
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate(address);
        return page;
    }

    /** What axe finds that is serious or worse. */
    static List<?> faults(Page page) {
        page.evaluate(axe());
        return (List<?>) page.evaluate("""
                async () => {
                  const found = await axe.run();
                  return found.passes.length === 0 ? ["axe has checked nothing"] : found.violations
                  .filter((one) => one.impact === "serious" || one.impact === "critical")
                  .map((one) => one.id + " " + one.nodes.map((node) => node.html + " " + node.failureSummary).join(" | "));
                }
                """);
    }

    private static String axe() {
        try (InputStream axe = Chromium.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(axe).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How wide the page is; wider than its window when it scrolls sideways. */
    static int width(Page page) {
        return ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
    }

    @Override
    public void close() {
        playwright.close();
    }
}
