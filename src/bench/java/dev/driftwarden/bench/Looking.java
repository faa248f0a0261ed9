package dev.driftwarden.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.app.Wiring;
import dev.driftwarden.azure.AzureConnection;
import dev.driftwarden.azure.AzureSettings;
import dev.driftwarden.engine.Desk;
import dev.driftwarden.engine.EngineSettings;
import dev.driftwarden.engine.Evaluator;
import dev.driftwarden.engine.Jobs.LookJob;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.policy.Policy;
import dev.driftwarden.practice.PracticeAzure;
import dev.driftwarden.practice.PracticeOptions;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.book.RuleBook;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.h2.H2Store;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * From the due look to the recorded decision, warm, each about a resource never seen before: through the SDK, over loopback, with
 * the state in an H2 file. The own time leaves out what the same number of bare GETs takes.
 */
final class Looking implements Benchmark {
    private static final int WARM_UP = 600;
    private static final int LOOKS = 400;

    private final HttpClient bare = HttpClient.newHttpClient();

    @Override
    public void run(Report report) throws Exception {
        Path folder = Files.createTempDirectory("driftwarden-look");
        try (PracticeAzure practice = PracticeAzure.start(PracticeOptions.defaults());
                Store store = H2Store.file(folder.resolve("state"), Clock.systemUTC())) {
            Desk desk = desk(store, practice);
            Evaluator evaluator = new Evaluator(desk);
            Looks looks = new Looks(practice, desk, evaluator, report);
            ignored(looks);
            measure(looks, "storage account", Estate.STORAGE_ACCOUNT, body -> {});
            measure(looks, "storage account made public", Estate.STORAGE_ACCOUNT, body -> body.withObject("/properties")
                    .put("allowBlobPublicAccess", true)
                    .put("supportsHttpsTrafficOnly", false));
            measure(looks, "network security group", Estate.NETWORK_GROUP, body -> {});
            measure(looks, "role assignment", Estate.ROLE_ASSIGNMENT, body -> {});
        }
        TemporaryFolder.delete(folder);
    }

    private record Looks(PracticeAzure practice, Desk desk, Evaluator evaluator, Report report) {}

    private static Desk desk(Store store, PracticeAzure practice) {
        Clock clock = Clock.systemUTC();
        RuleBook rules = RuleBook.shipped(clock, Map.of());
        AzureConnection azure = AzureConnection.open(AzureSettings.practice(practice.endpoint()), clock);
        EngineSettings settings = EngineSettings.standard(Duration.ofSeconds(5));
        return Wiring.desk(store, azure, () -> rules, Policy::observeOnly, settings, clock, UUID::randomUUID);
    }

    /** An event that no rule cares about ends before any call. */
    private static void ignored(Looks looks) {
        ResourceId other = ResourceId.parse(Estate.STORAGE_ACCOUNT.replace("Microsoft.Storage/storageAccounts", "Contoso.X/y"));
        List<ResourceId> subjects = looks.desk().rules().get().subjectsOf(other, "Contoso.X/y/write");
        looks.report().add("ARM calls, event no rule cares about", String.valueOf(subjects.size()), "0");
    }

    private void measure(Looks looks, String what, String id, Consumer<ObjectNode> change)
            throws IOException, InterruptedException {
        run(looks, id, change, WARM_UP, 0);
        long before = looks.practice().calls().total();
        Times all = run(looks, id, change, LOOKS, WARM_UP);
        long calls = (looks.practice().calls().total() - before) / LOOKS;
        long get = bareGet(looks.practice(), id);
        Report report = looks.report();
        report.add("look to decision, own time, " + what, Numbers.percentiles(all.without(calls * get)), "p95 5 ms");
        report.add("look to decision, processor time, " + what, Numbers.percentiles(all.processor()), "");
        report.add("look to decision with loopback, " + what, Numbers.percentiles(all.wall()), "");
        report.add("ARM calls, " + what + " (fails " + failing(looks.desk(), name(id, WARM_UP)) + ")", String.valueOf(calls), "");
    }

    private static Times run(Looks looks, String id, Consumer<ObjectNode> change, int count, int from) {
        Times times = new Times();
        for (int i = from; i < from + count; i++) {
            String fresh = name(id, i);
            ObjectNode body = Estate.copy(looks.practice(), id, fresh.substring(fresh.lastIndexOf('/') + 1));
            change.accept(body);
            looks.practice().put(body);
            LookJob job = new LookJob(ResourceId.parse(fresh), List.of(), 0);
            times.measure(() -> looks.evaluator().evaluate(job));
            looks.practice().remove(job.subject());
        }
        return times;
    }

    private static String name(String id, int number) {
        String stem = id.substring(0, id.lastIndexOf('/') + 1);
        return stem + (stem.contains("roleAssignments") ? new UUID(7, number).toString() : "bench" + number);
    }

    private static Set<String> failing(Desk desk, String id) {
        Set<String> rules = new TreeSet<>();
        for (Held<Finding> held : desk.book().on(ResourceId.parse(id))) {
            rules.add(held.value().rule());
        }
        return rules;
    }

    private long bareGet(PracticeAzure practice, String id) throws IOException, InterruptedException {
        HttpRequest get = HttpRequest.newBuilder(URI.create(practice.endpoint() + id + "?api-version=2023-05-01"))
                .build();
        Histogram times = new Histogram(3);
        for (int i = 0; i < LOOKS; i++) {
            long start = System.nanoTime();
            bare.send(get, HttpResponse.BodyHandlers.ofString());
            times.recordValue(System.nanoTime() - start);
        }
        return times.getValueAtPercentile(50);
    }
}
