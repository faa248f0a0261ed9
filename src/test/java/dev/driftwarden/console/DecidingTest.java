package dev.driftwarden.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.driftwarden.api.SiteRun;
import dev.driftwarden.e2e.BotRun;
import dev.driftwarden.engine.Person;
import dev.driftwarden.finding.FindingState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How people decide in a real browser, also in ways that were not meant. */
class DecidingTest {
    private static Chromium chromium;

    private SiteRun run;

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
        run.waiting();
        chromium.complaints.clear();
    }

    @AfterEach
    void stop() {
        run.close();
    }

    private String path() {
        return "/console/findings/" + run.finding().id();
    }

    private Page visit(SiteServer server, BrowserContext context) {
        return chromium.visit(context, server.address() + path());
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private static Locator notice(Page page) {
        return page.locator(".banner.done");
    }

    @ParameterizedTest
    @CsvSource({"360, LIGHT", "1280, DARK"})
    void leadsFromTheListToAnApprovedFixAndBack(int width, ColorScheme scheme) {
        try (SiteServer server = new SiteServer(run, SiteRun.OLIVIA);
                BrowserContext context = chromium.context(width, scheme)) {
            Page page = chromium.visit(
                    context, server.address() + "/console/findings?q=stcontosodocs01&rule=" + Tenants.RULE);
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Anonymous blob access"))
                    .first()
                    .click();
            assertThat(page.locator(".diff .removed")).hasText("− true");
            assertThat(page.locator(".diff .added")).hasText("+ false");
            assertThat(page.locator("button.primary")).hasCount(1);
            button(page, "Approve the fix").click();
            assertThat(page.locator("#live .chips")).containsText("applying");
            run.bot.settle();
            assertThat(page.locator("#live .chips")).containsText("fixed");
            page.getByLabel("Reason for undoing").fill("the shop needs it");
            button(page, "Undo the fix").click();
            assertThat(notice(page)).containsText("Undone");
            page.getByLabel("Reason for ending the hold now").fill("the shop is closed");
            button(page, "End the hold").click();
            assertThat(notice(page)).containsText("The hold is over");
            run.bot.settle();
            assertThat(button(page, "Approve the fix")).isVisible();
        }
        assertThat(run.finding().state()).isEqualTo(FindingState.AWAITING_APPROVAL);
        assertThat(chromium.complaints).isEmpty();
    }

    @Test
    void worksWithoutScripts() {
        try (SiteServer server = new SiteServer(run, SiteRun.OLIVIA);
                BrowserContext context = chromium.context(Chromium.PHONE, ColorScheme.LIGHT, /* scripts= */ false)) {
            Page page = visit(server, context);
            page.getByLabel("Reason (needed to reject)").fill("not now");
            button(page, "Reject").click();
            assertThat(notice(page)).containsText("Rejected");
        }
        assertThat(run.finding().state()).isEqualTo(FindingState.OPEN);
    }

    @Test
    void keepsWhatSomebodyWritesWhileThePageRenewsItself() {
        try (SiteServer server = new SiteServer(run, SiteRun.OLIVIA);
                BrowserContext context = chromium.context(Chromium.DESK, ColorScheme.LIGHT)) {
            Page page = visit(server, context);
            page.getByLabel("Reason (needed to reject)").fill("half a sen");
            run.bot.approvals().answer(run.plan().id(), run.plan().hash(), true, SiteRun.PAT, "");
            assertThat(page.locator("#live .chips")).containsText("applying");
            assertThat(page.getByLabel("Reason (needed to reject)")).hasValue("half a sen");
        }
    }

    @Test
    void offersNothingToWhoOnlyReads() {
        try (SiteServer server = new SiteServer(run, SiteRun.VERA);
                BrowserContext context = chromium.context(Chromium.DESK, ColorScheme.LIGHT)) {
            Page page = visit(server, context);
            assertThat(page.locator("#act")).containsText("Deciding needs the role");
            assertThat(page.locator("button")).hasCount(0);
        }
    }

    @Test
    void doesNotLetTheActorApprove() {
        Person ada = run.actor(run.finding());
        try (SiteServer server = new SiteServer(run, ada);
                BrowserContext context = chromium.context(Chromium.DESK, ColorScheme.LIGHT)) {
            Page page = visit(server, context);
            assertThat(page.locator("#act")).containsText("somebody else has to approve");
            assertThat(button(page, "Approve the fix")).hasCount(0);
        }
    }

    @Test
    void refusesAPlanThatIsNoLongerTheOneShown() {
        try (SiteServer server = new SiteServer(run, SiteRun.OLIVIA);
                BrowserContext context = chromium.context(Chromium.DESK, ColorScheme.LIGHT, /* scripts= */ false)) {
            Page page = visit(server, context);
            String shown = run.plan().id();
            run.bot.send(
                    "PATCH",
                    BotRun.DOCS,
                    "2023-05-01",
                    "{\"properties\":{\"allowBlobPublicAccess\":false,\"minimumTlsVersion\":\"TLS1_0\"}}");
            run.bot.settle();
            button(page, "Approve the fix").click();
            assertThat(page.locator("h1")).hasText("Nothing was changed");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Back, to look again"))
                    .click();
            assertThat(button(page, "Approve the fix")).hasCount(0);
            assertThat(run.bot.desk.book().write(shown)).isEmpty();
        }
    }

    @Test
    void takesADoubleClickForOne() {
        try (SiteServer server = new SiteServer(run, SiteRun.OLIVIA);
                BrowserContext context = chromium.context(Chromium.DESK, ColorScheme.LIGHT)) {
            Page page = visit(server, context);
            button(page, "Approve the fix").dblclick();
            assertThat(notice(page)).containsText("Your approval is recorded");
        }
        long before = run.bot.writes();
        run.bot.settle();
        assertThat(run.bot.writes()).isEqualTo(before + 1);
        assertThat(run.bot.story(BotRun.DOCS, Tenants.RULE)).containsOnlyOnce("approved");
    }

    @Test
    void sendsNothingAgainWhenSomebodyGoesBackAndPressesOnceMore() {
        try (SiteServer server = new SiteServer(run, SiteRun.OLIVIA);
                BrowserContext context = chromium.context(Chromium.DESK, ColorScheme.LIGHT, /* scripts= */ false)) {
            Page page = visit(server, context);
            button(page, "Approve the fix").click();
            assertThat(notice(page)).isVisible();
            page.reload();
            run.bot.settle();
            page.goBack();
            if (button(page, "Approve the fix").count() > 0) {
                button(page, "Approve the fix").click();
            }
            assertThat(page.locator("h1")).hasText("Anonymous blob access is allowed");
        }
        assertThat(run.bot.story(BotRun.DOCS, Tenants.RULE)).containsOnlyOnce("approved");
        assertThat(run.finding().state()).isEqualTo(FindingState.FIXED);
    }

    @Test
    void tellsTheSecondOfTwoPeopleThatItIsDecided() {
        try (SiteServer first = new SiteServer(run, SiteRun.OLIVIA);
                SiteServer second = new SiteServer(run, SiteRun.PAT);
                BrowserContext context = chromium.context(Chromium.DESK, ColorScheme.LIGHT, /* scripts= */ false)) {
            Page olivia = visit(first, context);
            Page pat = visit(second, context);
            button(olivia, "Approve the fix").click();
            assertThat(notice(olivia)).isVisible();
            pat.getByLabel("Reason (needed to reject)").fill("wait");
            button(pat, "Reject").click();
            assertThat(pat.locator("main")).containsText("It is decided already: approved by olivia");
        }
        assertThat(run.finding().state()).isEqualTo(FindingState.APPLYING);
    }

    @Test
    void canBeDecidedWithTheKeyboardAlone() {
        try (SiteServer server = new SiteServer(run, SiteRun.OLIVIA);
                BrowserContext context = chromium.context(Chromium.DESK, ColorScheme.LIGHT)) {
            Page page = visit(server, context);
            page.keyboard().press("Tab");
            assertThat(page.locator(":focus")).hasText("Skip to the content");
            page.keyboard().press("Enter");
            for (int presses = 0; presses < 10 && !focused(page).equals("Approve the fix"); presses++) {
                page.keyboard().press("Tab");
            }
            page.keyboard().press("Enter");
            assertThat(notice(page)).containsText("Your approval is recorded");
        }
    }

    private static String focused(Page page) {
        return String.valueOf(page.evaluate("document.activeElement.textContent.trim()"));
    }

    @Test
    void decidesAboutLikeFixesTogether() {
        Tenants.alike(run, 3);
        try (SiteServer server = new SiteServer(run, SiteRun.OLIVIA);
                BrowserContext context = chromium.context(Chromium.PHONE, ColorScheme.LIGHT, /* scripts= */ false)) {
            Page page = chromium.visit(context, server.address() + "/console/approvals");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Anonymous blob access is allowed"))
                    .click();
            assertThat(page.locator("input[type=checkbox]:checked")).hasCount(0);
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Tick all 4"))
                    .click();
            page.getByLabel("stcontosodocs01").uncheck();
            page.getByLabel("Reason (needed to reject)").fill("they serve pictures");
            button(page, "Reject them").click();
            assertThat(notice(page)).containsText("Rejected");
            assertThat(page.locator(".rows > li")).hasCount(1);
        }
        assertThat(run.bot.desk.book().inbox(null, 10).items())
                .extracting(one -> one.findingId())
                .containsExactly(run.finding().id());
    }
}
