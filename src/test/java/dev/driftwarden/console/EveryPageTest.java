package dev.driftwarden.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.driftwarden.api.SiteRun;
import dev.driftwarden.site.PathTemplate;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every page that the console has, found by the sections and their links: nothing has to be added here for a new one. */
class EveryPageTest {
    private static Chromium chromium;

    private SiteRun run;

    /** What the pages show. */
    enum Tenant {
        ORDINARY,
        HOSTILE
    }

    @BeforeAll
    static void open() {
        chromium = Chromium.open();
    }

    @AfterAll
    static void shut() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void start() {
        run = new SiteRun();
        chromium.complaints.clear();
    }

    @AfterEach
    void stop() {
        run.close();
    }

    private void fill(Tenant tenant) {
        if (tenant == Tenant.ORDINARY) {
            Tenants.ordinary(run);
        } else {
            Tenants.hostile(run);
        }
    }

    /** An address for each form of path: those of the sections, and of those that vary the first that a page links to. */
    private Map<String, String> addresses() {
        List<PathTemplate> templates = new Sections(run.parts)
                .all().stream()
                        .flatMap(section -> section.pages().stream())
                        .map(Section.PageRoute::path)
                        .toList();
        Map<String, String> found = new LinkedHashMap<>();
        Deque<String> toRead = new ArrayDeque<>();
        templates.stream().filter(PathTemplate::fixed).forEach(path -> {
            found.put(path.text(), Console.HOME + path);
            toRead.add(Console.HOME + path);
        });
        Set<String> read = new HashSet<>();
        while (!toRead.isEmpty()) {
            String address = toRead.poll();
            if (read.add(address)) {
                for (String link : links(address)) {
                    String path = URLDecoder.decode(link.split("[?#]", 2)[0], StandardCharsets.UTF_8)
                            .substring(Console.HOME.length());
                    templates.stream()
                            .filter(template ->
                                    !template.fixed() && template.match(path).isPresent())
                            .filter(template -> found.putIfAbsent(template.text(), link) == null)
                            .forEach(template -> toRead.add(link));
                }
            }
        }
        found.put("nothing", "/console/nothing");
        return found;
    }

    private List<String> links(String address) {
        return Jsoup.parse(run.get(SiteRun.PAT, address).body())
                .select("a[href^=/console]")
                .eachAttr("href");
    }

    @ParameterizedTest
    @CsvSource({"ORDINARY, 360, LIGHT", "ORDINARY, 1280, DARK", "HOSTILE, 360, DARK"})
    void canBeUsedByEverybody(Tenant tenant, int width, ColorScheme scheme) {
        fill(tenant);
        Map<String, String> addresses = addresses();
        assertThat(addresses).containsKeys("", "/findings/{id}", "/rejections/{id}", "/approvals/of/{rule}");
        List<String> faults = new ArrayList<>();
        try (SiteServer server = new SiteServer(run, SiteRun.PAT);
                BrowserContext context = chromium.context(width, scheme)) {
            addresses.values().forEach(address -> {
                try (Page page = chromium.visit(context, server.address() + address)) {
                    Chromium.faults(page).forEach(fault -> faults.add(address + ": " + fault));
                    if (Chromium.width(page) > width) {
                        faults.add(address + ": scrolls sideways at " + width);
                    }
                }
            });
        }
        assertThat(faults).isEmpty();
        assertThat(chromium.complaints).allMatch(text -> text.contains("404"));
    }

    @ParameterizedTest
    @EnumSource(Tenant.class)
    void runsNothingThatComesFromOutside(Tenant tenant) {
        fill(tenant);
        List<String> alerts = new ArrayList<>();
        try (SiteServer server = new SiteServer(run, SiteRun.PAT);
                BrowserContext context = chromium.context(Chromium.DESK, ColorScheme.LIGHT)) {
            addresses().values().forEach(address -> {
                try (Page page = chromium.visit(context, "about:blank")) {
                    page.onDialog(dialog -> {
                        alerts.add(address);
                        dialog.dismiss();
                    });
                    page.navigate(server.address() + address);
                    assertThat(page.locator("img, b").count()).as(address).isZero();
                }
            });
        }
        assertThat(alerts).isEmpty();
    }
}
