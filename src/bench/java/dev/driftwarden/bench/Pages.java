package dev.driftwarden.bench;

import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.driftwarden.app.Assembly;
import dev.driftwarden.app.Settings;
import dev.driftwarden.app.StateSettings;
import dev.driftwarden.azure.AzureSettings;
import dev.driftwarden.change.Actor;
import dev.driftwarden.engine.Bot;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.finding.TimelineEntry;
import dev.driftwarden.ledger.Approval;
import dev.driftwarden.ledger.Codec;
import dev.driftwarden.ledger.Commit;
import dev.driftwarden.ledger.FindingBook;
import dev.driftwarden.ledger.Rejections;
import dev.driftwarden.ledger.TrendSamples;
import dev.driftwarden.plan.FieldDiff;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.rule.book.RuleBook;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.h2.H2Store;
import dev.driftwarden.web.WebRequest;
import dev.driftwarden.web.WebResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The console's pages over an H2 file with 100,000 findings of which 1,000 wait for approval: time and size, one after the other. */
final class Pages implements Benchmark {
    private static final int FINDINGS = Integer.getInteger("bench.findings", 100_000);
    private static final int APPROVALS = FINDINGS / 100;
    private static final int RULES_ASKED = 20;
    private static final List<Severity> SEVERITIES = List.of(Severity.values());
    private static final int WARM_UP = 30;
    private static final int TIMES = 100;
    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");
    private static final String PRINCIPAL = """
            {"auth_typ":"aad","claims":[
            {"typ":"http://schemas.microsoft.com/identity/claims/objectidentifier","val":"11111111-0000-4000-8000-000000000003"},
            {"typ":"name","val":"pat"},{"typ":"roles","val":"Driftwarden.Admin"},{"typ":"roles","val":"Driftwarden.Approver"}]}""";

    private final List<RuleInfo> rules =
            RuleBook.shipped(Clock.systemUTC(), Map.of()).all();

    @Override
    public void run(Report report) throws Exception {
        Path folder = Files.createTempDirectory("driftwarden-pages");
        try (Store store = H2Store.file(folder.resolve("state"), Clock.systemUTC())) {
            fill(store);
            report.add(
                    "H2 file with " + Numbers.count(FINDINGS) + " findings, just filled",
                    (Files.size(folder.resolve("state.mv.db")) >> 20) + " MB",
                    "");
            Settings settings = new Settings(
                    new StateSettings.Embedded(Path.of("unused")), AzureSettings.practice(NOWHERE), null, null, true);
            Bot bot = Assembly.bot(settings, store, Clock.systemUTC());
            for (String address : addresses()) {
                measure(report, bot, address);
            }
        }
        TemporaryFolder.delete(folder);
    }

    private List<String> addresses() {
        Finding last = finding(FINDINGS - 1, Instant.now());
        return List.of(
                "/console",
                "/console/findings",
                "/console/findings?sort=severity",
                "/console/findings?severity=low&service=" + last.service(),
                "/console/findings?rule=" + last.rule(),
                "/console/findings?subscription=" + last.resource().subscriptionId().orElseThrow(),
                "/console/findings?q=st099998",
                "/console/findings?q=is-nowhere",
                "/console/findings/" + finding(0, Instant.now()).id(),
                "/console/approvals",
                "/console/approvals/of/" + rules.get(0).id(),
                "/console/tickets",
                "/console/rejections",
                "/console/rules",
                "/console/settings",
                "/api/v1/findings?limit=200");
    }

    private void fill(Store store) {
        Codec codec = new Codec();
        FindingBook book = new FindingBook(
                store.records(), codec, new Rejections(store.records(), store.bodies(), codec, Clock.systemUTC()));
        Instant now = Instant.now();
        TrendSamples.month(store, now);
        for (int number = 0; number < FINDINGS; number++) {
            Finding finding = finding(number, now.minusSeconds(FINDINGS - number));
            Commit commit = Commit.first(finding);
            commit.entry(new TimelineEntry(finding.openedAt(), 1, "detected", "ada", finding.message(), Map.of()));
            if (number < APPROVALS) {
                ask(commit, finding);
            }
            book.commit(commit);
        }
        book.trend().note(now);
    }

    private Finding finding(int number, Instant at) {
        boolean asked = number < APPROVALS;
        RuleInfo rule = rules.get(number % (asked ? RULES_ASKED : rules.size()));
        ResourceId resource = ResourceId.parse("/subscriptions/00000000-0000-0000-0000-0000000000%02x".formatted(number % 40)
                + "/resourceGroups/rg-%d/providers/Microsoft.Storage/storageAccounts/st%06d"
                        .formatted(number % 500, number));
        FindingId id = FindingId.of(resource, rule.id());
        return new Finding(
                id,
                rule.id(),
                rule.title(),
                rule.service(),
                resource,
                resource.type(),
                /* displayName= */ null,
                SEVERITIES.get(number % SEVERITIES.size()),
                asked ? FindingState.AWAITING_APPROVAL : FindingState.OPEN,
                1,
                1,
                "Anyone on the internet may read containers that are set public.",
                List.of(),
                List.of(),
                new Finding.Cause(
                        new Actor(Actor.Kind.USER, null, "ada@contoso.example", null), "write", at, /* correlationId= */ null),
                /* decision= */ null,
                asked ? id + "-1-000000000000" : null,
                at,
                at,
                List.of(at),
                /* closedAt= */ null,
                Map.of());
    }

    private static void ask(Commit commit, Finding finding) {
        Operation operation =
                new Operation(Operation.Method.PATCH, finding.resource(), "2023-05-01", BooleanNode.FALSE);
        commit.plan(new Plan(
                String.valueOf(finding.planId()),
                "0".repeat(64),
                finding.id().value(),
                1,
                finding.rule(),
                "1",
                finding.resource(),
                List.of(operation),
                Map.of(),
                List.of(new FieldDiff(
                        finding.resource(), "properties.allowBlobPublicAccess", BooleanNode.TRUE, BooleanNode.FALSE)),
                "Anonymous readers.",
                List.of(operation),
                "",
                List.of(),
                List.of(),
                List.of(),
                /* firstStep= */ false,
                finding.openedAt(),
                /* approvalExpiresAt= */ null,
                List.of()));
        commit.ask(new Approval(
                String.valueOf(finding.planId()),
                "0".repeat(64),
                finding.id(),
                finding.rule(),
                finding.title() + ": " + finding.resource().name(),
                finding.severity(),
                Approval.State.PENDING,
                1,
                List.of(),
                /* actorObjectId= */ null,
                Set.of(),
                finding.openedAt(),
                finding.openedAt().plusSeconds(604_800),
                /* escalatedAt= */ null));
    }

    private static void measure(Report report, Bot bot, String address) {
        WebRequest request = request(address);
        for (int i = 0; i < WARM_UP; i++) {
            bot.http(request);
        }
        Times times = new Times();
        for (int i = 0; i < TIMES; i++) {
            times.measure(() -> bot.http(request));
        }
        WebResponse answer = bot.http(request);
        if (answer.status() != 200) {
            throw new IllegalStateException(address + ": " + answer.status());
        }
        int bytes = answer.body().getBytes(StandardCharsets.UTF_8).length;
        report.add(
                "page `" + address.replaceAll("[0-9a-f]{20}-[0-9a-f]{8}", "ID") + "`",
                Numbers.percentiles(times.wall()) + ", " + Numbers.count(bytes / 1000.0) + " kB",
                "100 ms, 100 kB");
    }

    private static WebRequest request(String address) {
        String[] both = address.split("\\?", 2);
        Map<String, List<String>> query = both.length == 1
                ? Map.of()
                : Arrays.stream(both[1].split("&", -1))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> List.of(pair[1])));
        Map<String, String> headers = new HashMap<>();
        headers.put(
                "x-ms-client-principal",
                Base64.getEncoder().encodeToString(PRINCIPAL.getBytes(StandardCharsets.UTF_8)));
        return new WebRequest("GET", both[0], query, headers, "");
    }
}
