package dev.driftwarden.engine;

import dev.driftwarden.baseline.Baselines;
import dev.driftwarden.baseline.Sightings;
import dev.driftwarden.change.Actor;
import dev.driftwarden.change.Change;
import dev.driftwarden.change.ParsedEvent;
import dev.driftwarden.engine.Crashes.Crash;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.ledger.Approval;
import dev.driftwarden.ledger.BudgetBook;
import dev.driftwarden.ledger.ChainedAudit;
import dev.driftwarden.ledger.Codec;
import dev.driftwarden.ledger.Controls;
import dev.driftwarden.ledger.Echoes;
import dev.driftwarden.ledger.ExemptionBook;
import dev.driftwarden.ledger.Failures;
import dev.driftwarden.ledger.FindingBook;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.LeaseBook;
import dev.driftwarden.ledger.Markers;
import dev.driftwarden.ledger.OrderBook;
import dev.driftwarden.ledger.OutwardBook;
import dev.driftwarden.ledger.Rejections;
import dev.driftwarden.ledger.ShadowBook;
import dev.driftwarden.ledger.StageBook;
import dev.driftwarden.ledger.SweepBook;
import dev.driftwarden.ledger.Vitals;
import dev.driftwarden.plan.WriteOutcome;
import dev.driftwarden.plan.Writer;
import dev.driftwarden.policy.Policy;
import dev.driftwarden.policy.PolicyFile;
import dev.driftwarden.rule.Rules;
import dev.driftwarden.store.AuditChain;
import dev.driftwarden.store.Leases;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.StoreException;
import dev.driftwarden.store.WorkQueues.Delivery;
import dev.driftwarden.telemetry.Telemetry;
import dev.driftwarden.testing.MemoryStore;
import dev.driftwarden.testing.MutableClock;
import dev.driftwarden.testing.Samples;
import dev.driftwarden.yaml.Issues;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** The engine over a small tenant and a store in memory, whose process may be killed at any step and comes up again. */
final class Simulation {
    static final Person OLIVIA =
            new Person("00000000-0000-0000-0000-0000000000b1", "Olivia Oncall", Set.of("Driftwarden.Approver"));
    private static final Actor ADA =
            new Actor(Actor.Kind.USER, "00000000-0000-0000-0000-0000000000a1", "ada@contoso.example", null);
    private static final FindingId FINDING = FindingId.of(Samples.ACCOUNT, OneRule.RULE.id());
    private static final Duration VISIBILITY = Duration.ofSeconds(30);

    static final Person VERA =
            new Person("00000000-0000-0000-0000-0000000000b2", "Vera Example", Set.of("Driftwarden.Approver"));

    final MutableClock clock = MutableClock.atNoon();
    final Store store;
    final SmallTenant tenant = new SmallTenant();
    final Crashes crashes;
    private final Supplier<Rules> rules;
    private final Policy policy;
    private Desk desk;
    private int event;

    Simulation(Crashes crashes, String policy) {
        this(crashes, policy, OneRule::new, MemoryStore::new);
    }

    Simulation(Crashes crashes, String policy, Supplier<Rules> rules, Function<Clock, Store> store) {
        this.crashes = crashes;
        this.policy = PolicyFile.read("policy.yaml", policy, Map.of(OneRule.RULE.id(), Map.of()), new Issues())
                .orElseThrow();
        this.rules = rules;
        this.store = store.apply(clock);
        this.desk = desk(new CrashingStore(this.store, crashes));
    }

    private Desk desk(Store reached) {
        Codec codec = new Codec();
        Supplier<UUID> ids = UUID::randomUUID;
        Rejections rejections = new Rejections(reached.records(), reached.bodies(), codec, clock);
        FindingBook book = new FindingBook(reached.records(), codec, rejections);
        ChainedAudit audit = new ChainedAudit(new AuditChain(reached.records(), clock, "audit", "main"), codec);
        Writer writer = (operation, ifMatch, correlation) -> crashes.step(
                () -> tenant.run(operation, ifMatch, correlation),
                () -> new WriteOutcome.Failed(WriteOutcome.Kind.TRANSIENT, 0, "Timeout", "no answer", null));
        Outward outward = new Outward(() -> policy, reached.queues(), codec, clock);
        EngineSettings settings = EngineSettings.standard(Duration.ofSeconds(5));
        OrderBook orders = new OrderBook(reached.records(), codec, clock);
        return new Desk(
                Telemetry.none(),
                rules,
                () -> policy,
                () -> tenant,
                writer,
                book,
                new Markers(reached.records(), codec, clock),
                new Echoes(reached.records(), codec),
                orders,
                new Controls(reached.records(), codec, orders),
                new Baselines(reached.records(), reached.bodies(), codec),
                new Sightings(reached.records(), codec),
                new BudgetBook(reached.records(), codec, clock),
                new ExemptionBook(reached.records(), codec, orders),
                new StageBook(reached.records(), codec, orders),
                new ShadowBook(reached.records(), codec, book),
                rejections,
                new Failures(reached.records(), codec, clock),
                new Vitals(reached.records(), codec),
                new SweepBook(reached.records(), codec),
                calls -> {
                    throw new UnsupportedOperationException("nothing is swept here");
                },
                audit,
                reached.bodies(),
                new LeaseBook(new Leases(reached.records(), clock, ids, Duration.ofSeconds(30)), "worker"),
                new Jobs(reached.queues(), codec),
                new Outbox(book, reached.queues(), audit, outward, settings.unsentAfter(), clock, ids),
                outward,
                new OutwardBook(reached.records(), codec),
                codec,
                settings,
                clock,
                ids);
    }

    /** Does something as a process does it: true when it came to its end, false when the process was killed or gave up. */
    private boolean survives(Runnable work) {
        try {
            work.run();
            return true;
        } catch (Crash | StoreException e) {
            crashes.revive();
            desk = desk(new CrashingStore(store, crashes));
            return false;
        }
    }

    /** What a sender or a person does: again until it is answered. */
    private void insist(Runnable work) {
        for (int tries = 0; tries < 3; tries++) {
            if (survives(work)) {
                return;
            }
            clock.advance(Duration.ofMinutes(7));
        }
        throw new IllegalStateException("one fault cannot last for ever");
    }

    /** Does what waits to be looked at. */
    void look() {
        clock.advance(Duration.ofMinutes(1));
        while (pump(Jobs.EVALUATE)) {
            clock.advance(Duration.ofSeconds(1));
        }
    }

    void drift() {
        tenant.set(false);
        touch();
    }

    /** Somebody wrote something that no rule minds. */
    void touch() {
        deliver(ADA, UUID.randomUUID());
    }

    private void deliver(Actor actor, UUID correlation) {
        Change change = new Change(
                "event-" + event++,
                Change.Source.RESOURCE_EVENT,
                Samples.ACCOUNT,
                "Microsoft.Storage/storageAccounts/write",
                clock.instant(),
                actor,
                correlation.toString(),
                null);
        insist(() -> new Receiver(desk).receive(List.of(new ParsedEvent.Understood(change))));
    }

    /** Approves although a crash may have hidden that it was approved already. */
    void approve(Approval asked) {
        approve(asked, OLIVIA);
    }

    void approve(Approval asked, Person person) {
        insist(() -> new ApprovalDesk(desk).answer(asked.planId(), asked.planHash(), true, person, ""));
    }

    void reject(Approval asked) {
        insist(() -> new ApprovalDesk(desk).answer(asked.planId(), asked.planHash(), false, OLIVIA, "not now"));
    }

    void undo() {
        insist(() -> {
            Answer answer = new UndoDesk(desk).undo(FINDING, OLIVIA, "the shop needs it", Duration.ofDays(1));
            if (answer instanceof Answer.Refused refused && refused.text().startsWith("Azure refused")) {
                throw new StoreException("asked again", new IllegalStateException(refused.text()));
            }
        });
    }

    Approval asked() {
        return book().inbox(null, 10).items().get(0);
    }

    /** Works for the given time, with Housekeeping, whose own steps are not counted here. */
    void settle(Duration time) {
        settle(time, Duration.ofSeconds(30));
    }

    /** As above, with a moment of work after each of these steps: a slow store is not asked more often than needed. */
    void settle(Duration time, Duration step) {
        Instant end = clock.instant().plus(time);
        while (clock.instant().isBefore(end)) {
            workOff();
            crashes.uncounted(this::keepHouse);
            clock.advance(step);
        }
    }

    void keepHouse() {
        insist(() -> new Housekeeper(desk).run());
    }

    private void workOff() {
        boolean busy = true;
        while (busy) {
            busy = pump(Jobs.EVALUATE) || pump(Jobs.APPLY) || pump(Jobs.VERIFY);
            while (!tenant.echoes.isEmpty()) {
                deliver(Actor.UNKNOWN, tenant.echoes.remove());
            }
        }
    }

    private boolean pump(String queue) {
        List<Delivery> batch = store.queues().receive(queue, 1, VISIBILITY);
        batch.forEach(delivery -> survives(() -> {
            handle(queue, delivery.body());
            crashes.step(() -> store.queues().complete(delivery));
        }));
        return !batch.isEmpty();
    }

    private void handle(String queue, String body) {
        switch (queue) {
            case Jobs.EVALUATE -> new Evaluator(desk).evaluate(desk.codec().read(body, Jobs.LookJob.class));
            case Jobs.APPLY -> new Applier(desk).apply(desk.codec().read(body, Jobs.ApplyJob.class));
            case Jobs.VERIFY -> new Verifier(desk).verify(desk.codec().read(body, Jobs.VerifyJob.class));
            default -> throw new IllegalArgumentException(queue);
        }
    }

    FindingBook book() {
        Codec codec = new Codec();
        return new FindingBook(store.records(), codec, new Rejections(store.records(), store.bodies(), codec, clock));
    }

    Finding finding() {
        return book().find(FINDING).map(Held::value).orElseThrow();
    }

    FindingState state() {
        return finding().state();
    }

    Optional<String> ticket() {
        return book().ticket(FINDING, finding().round())
                .filter(ticket -> ticket.closedAt() == null)
                .map(ticket -> ticket.body());
    }

    List<String> story() {
        return book().timeline(FINDING).stream().map(entry -> entry.kind()).toList();
    }

    long waiting() {
        return Jobs.QUEUES.stream().mapToLong(store.queues()::depth).sum();
    }
}
