package dev.driftwarden.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.driftwarden.app.Assembly;
import dev.driftwarden.local.LocalOptions;
import dev.driftwarden.local.LocalRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of one drift, as a visitor of the practice tenant sees it. */
class LocalRunInTheBrowserTest {
    private static final IsVisibleOptions PATIENTLY = new IsVisibleOptions().setTimeout(90_000);

    @TempDir
    private Path folder;

    @Test
    void catchesADriftThatIsApprovedVerifiedAndUndone() throws IOException {
        Path policy = Files.writeString(folder.resolve("driftwarden.yaml"), "defaults: { mode: approve }");
        LocalOptions options = new LocalOptions(0, 0, folder.resolve("data"), /* fresh= */ true, policy.toString());
        try (LocalRun run = LocalRun.start(options, Assembly::bot, Clock.systemUTC());
                Chromium chromium = Chromium.open();
                BrowserContext context = chromium.context(Chromium.PHONE, ColorScheme.LIGHT)) {
            Page page = chromium.visit(context, run.address() + "/console");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in"))
                    .click();
            button(page, "Olivia Oncall").click();
            button(page, "Make a storage account public").click();
            Locator arrived = page.locator("#live")
                    .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Anonymous blob access"));
            assertThat(arrived.first()).isVisible(PATIENTLY);
            arrived.first().click();
            assertThat(page.locator(".diff .added").first()).containsText("false");
            button(page, "Approve the fix").click();
            assertThat(page.locator("#live .state-fixed")).isVisible(PATIENTLY);
            page.getByLabel("Reason for undoing").fill("the shop needs it");
            button(page, "Undo the fix").click();
            assertThat(page.locator(".banner.done")).containsText("Undone");
            assertThat(page.locator(".story")).containsText("approved");
            assertThat(chromium.complaints).allMatch(text -> text.contains("401"));
        }
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }
}
