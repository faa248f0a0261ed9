package dev.driftwarden.console;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.driftwarden.api.SiteRun;
import dev.driftwarden.change.Actor;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.Finding.Cause;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.finding.TimelineEntry;
import dev.driftwarden.ledger.Approval;
import dev.driftwarden.ledger.Commit;
import dev.driftwarden.ledger.Controls.KillSwitch;
import dev.driftwarden.ledger.Hold;
import dev.driftwarden.ledger.Ticket;
import dev.driftwarden.ledger.TrendSamples;
import dev.driftwarden.plan.FieldDiff;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Evidence;
import dev.driftwarden.rule.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** What the pages are looked at with. */
final class Tenants {
    static final String RULE = "storage.blob-public-access";
    static final String HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
            + "\u202Egnp.exe\u0000\u0007\u2066" + "long ".repeat(2_000);
    private static final ResourceId RESOURCE = ResourceId.parse(
            "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/rg-'\u202Ex/providers/Microsoft.Storage/storageAccounts/'\u202E&lt;b&gt;");

    private Tenants() {}

    /** One of everything: a month of history, a question, several like ones, something set aside, a bad policy file. */
    static void ordinary(SiteRun run) {
        TrendSamples.month(run.bot.store, run.bot.clock.instant());
        run.waiting();
        alike(run, 3);
        run.policyProblems.add("driftwarden.yaml:3:5: unknown field 'mod'\n    mod: auto\n    ^");
        run.bot.desk.rejections().record("event", "not JSON", "{");
        run.bot.desk.book().trend().note(run.bot.clock.instant());
    }

    /** Findings of one rule on as many storage accounts, whose fixes wait for approval. */
    static void alike(SiteRun run, int count) {
        IntStream.range(0, count).forEach(number -> {
            Finding finding =
                    finding(account(number), RULE, "Anonymous blob access is allowed", run.bot.clock.instant());
            Commit commit = Commit.first(finding);
            commit.plan(plan(
                    finding,
                    new FieldDiff(
                            finding.resource(),
                            "properties.allowBlobPublicAccess",
                            BooleanNode.TRUE,
                            BooleanNode.FALSE)));
            commit.ask(question(
                    finding, finding.title() + ": " + finding.resource().name()));
            run.bot.desk.book().commit(commit);
        });
    }

    private static ResourceId account(int number) {
        return ResourceId.parse("/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/rg-many"
                + "/providers/Microsoft.Storage/storageAccounts/stmany%04d".formatted(number));
    }

    /** Everything that people outside can write is hostile. */
    static FindingId hostile(SiteRun run) {
        Instant now = run.bot.clock.instant();
        Finding asked = finding(RESOURCE, RULE, HOSTILE, now);
        Commit question = Commit.first(asked);
        question.entry(new TimelineEntry(now, 1, "detected", HOSTILE, HOSTILE, Map.of("name", HOSTILE)));
        question.plan(
                plan(asked, new FieldDiff(RESOURCE, HOSTILE, TextNode.valueOf(HOSTILE), TextNode.valueOf(HOSTILE))));
        question.ask(question(asked, HOSTILE));
        run.bot.desk.book().commit(question);
        Finding ticketed = finding(account(9), "storage.x", HOSTILE, now);
        Commit ticket = Commit.first(ticketed.withState(FindingState.TICKETED, now));
        FindingId id = ticketed.id();
        ticket.ticket(new Ticket(id + "-1", id, Severity.HIGH, HOSTILE, HOSTILE, now, null));
        ticket.hold(new Hold(id, HOSTILE, HOSTILE, now.plusSeconds(3_600)));
        run.bot.desk.book().commit(ticket);
        run.bot.desk.rejections().record("event", HOSTILE, HOSTILE);
        run.bot.desk.controls().setKillSwitch(new KillSwitch(true, HOSTILE, HOSTILE, now));
        run.policyProblems.add(HOSTILE);
        alike(run, 1);
        return asked.id();
    }

    private static Finding finding(ResourceId resource, String rule, String text, Instant now) {
        FindingId id = FindingId.of(resource, rule);
        return new Finding(
                id,
                rule,
                text,
                "storage",
                resource,
                resource.type(),
                /* displayName= */ null,
                Severity.HIGH,
                FindingState.AWAITING_APPROVAL,
                1,
                1,
                text,
                List.of(new Evidence("properties." + text, TextNode.valueOf(text))),
                List.of(text),
                new Cause(new Actor(Actor.Kind.USER, null, text, null), text, now, null),
                /* decision= */ null,
                id + "-1-000000000000",
                now,
                now,
                List.of(now),
                /* closedAt= */ null,
                Map.of());
    }

    private static Plan plan(Finding finding, FieldDiff diff) {
        Operation operation = new Operation(
                Operation.Method.PATCH, finding.resource(), "2023-05-01", TextNode.valueOf(finding.title()));
        return new Plan(
                String.valueOf(finding.planId()),
                "0".repeat(64),
                finding.id().value(),
                1,
                finding.rule(),
                "1",
                finding.resource(),
                List.of(operation),
                Map.of(),
                List.of(diff),
                finding.message(),
                List.of(operation),
                finding.message(),
                List.of(finding.message()),
                List.of(),
                /* words= */ List.of(),
                /* firstStep= */ false,
                finding.openedAt(),
                /* approvalExpiresAt= */ null,
                List.of());
    }

    private static Approval question(Finding finding, String title) {
        return new Approval(
                String.valueOf(finding.planId()),
                "0".repeat(64),
                finding.id(),
                finding.rule(),
                title,
                finding.severity(),
                Approval.State.PENDING,
                1,
                List.of(),
                /* actorObjectId= */ null,
                Set.of(),
                finding.openedAt(),
                finding.openedAt().plusSeconds(86_400),
                /* escalatedAt= */ null);
    }
}
