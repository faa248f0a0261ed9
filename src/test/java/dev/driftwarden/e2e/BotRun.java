package dev.driftwarden.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.app.Wiring;
import dev.driftwarden.azure.AzureConnection;
import dev.driftwarden.azure.AzureSettings;
import dev.driftwarden.change.EntraAuditParser;
import dev.driftwarden.change.EventParser;
import dev.driftwarden.engine.Answer;
import dev.driftwarden.engine.Applier;
import dev.driftwarden.engine.ApprovalDesk;
import dev.driftwarden.engine.Desk;
import dev.driftwarden.engine.DirectoryWatch;
import dev.driftwarden.engine.EngineSettings;
import dev.driftwarden.engine.Evaluator;
import dev.driftwarden.engine.ExemptionWatch;
import dev.driftwarden.engine.Housekeeper;
import dev.driftwarden.engine.Jobs;
import dev.driftwarden.engine.OutwardDesk;
import dev.driftwarden.engine.OutwardJob;
import dev.driftwarden.engine.OutwardParts;
import dev.driftwarden.engine.Person;
import dev.driftwarden.engine.Receiver;
import dev.driftwarden.engine.SweepDesk;
import dev.driftwarden.engine.SweepWorker;
import dev.driftwarden.engine.UndoDesk;
import dev.driftwarden.engine.Verifier;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.finding.TimelineEntry;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.Sweep;
import dev.driftwarden.ledger.Ticket;
import dev.driftwarden.notify.channel.Channels;
import dev.driftwarden.outbound.GuardedHttp;
import dev.driftwarden.outbound.GuardedSmtp;
import dev.driftwarden.outbound.OutboundHosts;
import dev.driftwarden.outbound.OutboundHttp;
import dev.driftwarden.outbound.Secret;
import dev.driftwarden.outbound.Secrets;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.policy.Policy;
import dev.driftwarden.policy.PolicyFile;
import dev.driftwarden.practice.PracticeAzure;
import dev.driftwarden.practice.PracticeOptions;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.resource.ResourceType;
import dev.driftwarden.rule.book.LoadResult;
import dev.driftwarden.rule.book.RuleBook;
import dev.driftwarden.rule.load.RuleSource;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.WorkQueues.Delivery;
import dev.driftwarden.store.h2.H2Store;
import dev.driftwarden.telemetry.Telemetry;
import dev.driftwarden.testing.MutableClock;
import dev.driftwarden.testing.Samples;
import dev.driftwarden.ticket.system.OpenTicketSystems;
import dev.driftwarden.yaml.Issues;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * The engine over the practice Azure, through the real SDK, with queues that a test pumps by hand and a clock that it moves.
 */
public final class BotRun implements AutoCloseable {
    public static final String PRODUCTION = "/subscriptions/00000000-0000-0000-0000-00000000000a";
    public static final ResourceId DOCS = ResourceId.parse(
            PRODUCTION + "/resourceGroups/rg-docs/providers/Microsoft.Storage/storageAccounts/stcontosodocs01");
    public static final Person OLIVIA =
            new Person("00000000-0000-0000-0000-0000000000b1", "Olivia Oncall", Set.of("Driftwarden.Approver"));

    public final PracticeAzure practice;
    public final MutableClock clock = MutableClock.atNoon();
    public final Store store;
    public final Map<String, String> secretValues = new ConcurrentHashMap<>();
    public final ConcurrentLinkedQueue<String> events = new ConcurrentLinkedQueue<>();
    public final ConcurrentLinkedQueue<String> audits = new ConcurrentLinkedQueue<>();
    private final RuleBook rules;
    private RuleBook inForce;
    private Predicate<ResourceType> judged = type -> true;
    private final AzureConnection azure;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final OutboundHttp outbound = new GuardedHttp(new OutboundHosts(List.of(), Set.of("127.0.0.1")), clock);
    private final Secrets secrets = name -> new Secret(String.valueOf(secretValues.get(name.value())));
    private final OutwardParts outside = new OutwardParts(
            new Channels(
                    outbound,
                    new GuardedSmtp(new OutboundHosts(List.of(), Set.of("127.0.0.1")), secrets, clock),
                    secrets,
                    scope -> new Secret("token for " + scope),
                    clock),
            new OpenTicketSystems(outbound, secrets, clock),
            "https://driftwarden.example");
    private final Telemetry telemetry;
    private Policy policy = Policy.observeOnly();
    public Desk desk;

    public BotRun() {
        this(Telemetry.none());
    }

    public BotRun(Telemetry telemetry) {
        this.telemetry = telemetry;
        practice =
                PracticeAzure.start(PracticeOptions.defaults().withClock(clock).withEventDelay(Duration.ZERO));
        practice.onEvent(payload -> events.add(payload));
        practice.onDirectoryAudit(envelope -> audits.add(envelope));
        store = H2Store.memory(clock);
        rules = RuleBook.shipped(clock, Map.of());
        // How fast Azure may be asked is a matter of real time.
        azure = AzureConnection.open(AzureSettings.practice(practice.endpoint()), Clock.systemUTC());
        inForce = rules;
        desk = wired();
    }

    private Desk wired() {
        return Wiring.desk(
                store,
                azure,
                () -> new SomeRules(inForce, judged),
                () -> policy,
                EngineSettings.standard(Duration.ofSeconds(5)),
                clock,
                UUID::randomUUID,
                telemetry);
    }

    /** Has only rules judge whose types fit. */
    public BotRun judging(Predicate<ResourceType> types) {
        judged = types;
        return this;
    }

    /** A new process over what is stored. */
    public void restart() {
        desk = wired();
    }

    public BotRun policy(String yaml) {
        Issues issues = new Issues();
        Optional<Policy> read = PolicyFile.read("policy.yaml", yaml, rules.parameters(), issues);
        policy = read.orElseThrow(() -> new IllegalArgumentException(issues.render()));
        inForce = rules.with(policy.parameters());
        return this;
    }

    /** The rules of one shipped file alone, as if it said something else. */
    public BotRun ruleFile(String file, UnaryOperator<String> edit) {
        List<RuleSource> edited = RuleBook.shippedSources().stream()
                .filter(source -> source.name().endsWith(file))
                .map(source -> new RuleSource(source.name(), edit.apply(source.text()), source.shipped()))
                .toList();
        if (!(RuleBook.load(edited, clock, Map.of()) instanceof LoadResult.Loaded loaded)) {
            throw new IllegalArgumentException(file);
        }
        inForce = loaded.book();
        return this;
    }

    /** A write by a person, as any client of ARM would send it. */
    public int send(String method, ResourceId id, String apiVersion, String body) {
        return send(method, URI.create(practice.endpoint() + id.path() + "?api-version=" + apiVersion), body);
    }

    /** A write to Microsoft Graph by a person; the path begins behind {@code /graph}. */
    public int graph(String method, ResourceId id, String body) {
        return send(method, URI.create(practice.endpoint() + "/v1.0" + id.path().substring("/graph".length())), body);
    }

    private int send(String method, URI address, String body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Lets something go wrong, as the practice Azure's own control API takes it. */
    public BotRun fault(String json) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(practice.endpoint() + "/practice/faults"))
                    .POST(HttpRequest.BodyPublishers.ofString(json))
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 204) {
                throw new IllegalArgumentException(answer.body());
            }
            return this;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Has a person approve the plan that a finding waits with. */
    public Answer approve(ResourceId resource, String rule, Person person) {
        Finding waiting = finding(resource, rule).orElseThrow();
        Plan plan = plan(waiting);
        return approvals().answer(plan.id(), plan.hash(), true, person, "");
    }

    public Plan plan(Finding finding) {
        return desk.book().plan(String.valueOf(finding.planId())).orElseThrow().value();
    }

    /** The text of the open ticket of a finding. */
    public Optional<String> ticket(ResourceId resource, String rule) {
        return finding(resource, rule)
                .flatMap(found -> desk.book().ticket(found.id(), found.round()))
                .filter(ticket -> ticket.closedAt() == null)
                .map(Ticket::body);
    }

    /** Sends the message to apply a plan once more, as a queue may. */
    public void redeliver(String planId) {
        store.queues().send(Jobs.APPLY, desk.codec().write(new Jobs.ApplyJob(planId)), Duration.ZERO);
    }

    /** Delivers every event that the practice Azure has emitted. */
    public void deliver() {
        Awaitility.await().pollDelay(Duration.ZERO).until(() -> practice.pendingDeliveries() == 0);
        EventParser parser = new EventParser(clock, Set.of(), Set.of());
        for (String payload = events.poll(); payload != null; payload = events.poll()) {
            new Receiver(desk).receive(parser.parse(payload));
        }
        EntraAuditParser records = new EntraAuditParser(clock, Set.of());
        for (String envelope = audits.poll(); envelope != null; envelope = audits.poll()) {
            new Receiver(desk).receive(records.parse(envelope), Receiver.DIRECTORY_AUDIT);
        }
    }

    /** Has a resource looked at, as the sweep does. */
    public void look(ResourceId subject) {
        store.queues().send(Jobs.EVALUATE, desk.codec().write(new Jobs.LookJob(subject, List.of(), 0)), Duration.ZERO);
    }

    /** Asks the directory which of its policies changed. */
    public void watchDirectory() {
        new DirectoryWatch(desk, new Receiver(desk)).run();
    }

    /** Goes through everything, to the end; the sweep as it then is. */
    public Sweep sweep() {
        new SweepDesk(desk).nightly();
        return sweepOn();
    }

    /** Goes on with the sweep that was started, to its end. */
    public Sweep sweepOn() {
        for (int minutes = 0; minutes < 30 && !lastSweep().state().ended(); minutes++) {
            pump(Jobs.SWEEP);
            clock.advance(Duration.ofMinutes(1));
        }
        return lastSweep();
    }

    public Sweep lastSweep() {
        return desk.sweeps().current().orElseThrow().value();
    }

    /** How many writes the practice Azure has taken, whoever sent them. */
    public long writes() {
        return practice.calls().of("PATCH", "/**")
                + practice.calls().of("PUT", "/**")
                + practice.calls().of("DELETE", "/**");
    }

    public long waiting(String queue) {
        return store.queues().depth(queue);
    }

    /** Handles everything that is due in one queue; how many messages that were. */
    public int pump(String queue) {
        int handled = 0;
        while (true) {
            List<Delivery> batch = store.queues().receive(queue, 1, Duration.ofSeconds(30));
            if (batch.isEmpty()) {
                return handled;
            }
            handle(queue, batch.get(0).body());
            store.queues().complete(batch.get(0));
            handled++;
        }
    }

    /** Handles one due message of a queue. */
    public void pumpOnce(String queue) {
        for (Delivery delivery : store.queues().receive(queue, 1, Duration.ofSeconds(30))) {
            handle(queue, delivery.body());
            store.queues().complete(delivery);
        }
    }

    /** Handles everything that is due in one queue by several workers at once. */
    public void pumpTogether(String queue, int workers) {
        List<CompletableFuture<Void>> all = IntStream.range(0, workers)
                .mapToObj(i -> CompletableFuture.runAsync(() -> pump(queue)))
                .toList();
        all.forEach(CompletableFuture::join);
    }

    private void handle(String queue, String body) {
        telemetry.handle(queue, body, () -> work(queue, body));
    }

    private void work(String queue, String body) {
        switch (queue) {
            case Jobs.EVALUATE -> new Evaluator(desk).evaluate(desk.codec().read(body, Jobs.LookJob.class));
            case Jobs.APPLY -> new Applier(desk).apply(desk.codec().read(body, Jobs.ApplyJob.class));
            case Jobs.SWEEP -> new SweepWorker(desk, threads).work(desk.codec().read(body, Jobs.SweepJob.class));
            case Jobs.VERIFY -> new Verifier(desk).verify(desk.codec().read(body, Jobs.VerifyJob.class));
            case Jobs.OUTWARD ->
                new OutwardDesk(desk, outside).handle(desk.codec().read(body, OutwardJob.class));
            default -> throw new IllegalArgumentException(queue);
        }
    }

    /** Takes in an event that had been set aside. */
    public void receiveAgain(String source, String text) {
        new Receiver(desk).receiveAgain(new EventParser(clock, Set.of(), Set.of()).parse(text), source);
    }

    /** Delivers events and works until nothing is due, moving the clock by 5 s steps for as long as given. */
    public void settle(Duration within) {
        for (Duration passed = Duration.ZERO; passed.compareTo(within) <= 0; passed = passed.plusSeconds(5)) {
            deliver();
            while (pump(Jobs.EVALUATE) + pump(Jobs.APPLY) + pump(Jobs.VERIFY) > 0) {
                deliver();
            }
            clock.advance(Duration.ofSeconds(5));
        }
    }

    public void settle() {
        settle(Duration.ofSeconds(30));
    }

    public Optional<Finding> finding(ResourceId resource, String rule) {
        return desk.book().find(FindingId.of(resource, rule)).map(Held::value);
    }

    public List<String> story(ResourceId resource, String rule) {
        return desk.book().timeline(FindingId.of(resource, rule)).stream()
                .map(TimelineEntry::kind)
                .toList();
    }

    public JsonNode live(ResourceId id) {
        return practice.get(id).orElseThrow();
    }

    /** What the timer does every few minutes. */
    public void housekeeping() {
        new Housekeeper(desk, new ExemptionWatch(desk)::run).run();
    }

    public ApprovalDesk approvals() {
        return new ApprovalDesk(desk);
    }

    public UndoDesk undo() {
        return new UndoDesk(desk);
    }

    public JsonNode json(String text) {
        return Samples.json(text);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        store.close();
        practice.close();
    }
}
