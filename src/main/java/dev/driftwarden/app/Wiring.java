package dev.driftwarden.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.azure.AzureConnection;
import dev.driftwarden.azure.AzureWriter;
import dev.driftwarden.azure.CachingWorld;
import dev.driftwarden.azure.LiveBackground;
import dev.driftwarden.azure.LiveWorld;
import dev.driftwarden.baseline.Baselines;
import dev.driftwarden.baseline.Sightings;
import dev.driftwarden.engine.Desk;
import dev.driftwarden.engine.EngineSettings;
import dev.driftwarden.engine.Jobs;
import dev.driftwarden.engine.Outbox;
import dev.driftwarden.engine.Outward;
import dev.driftwarden.ledger.AuditBook;
import dev.driftwarden.ledger.BudgetBook;
import dev.driftwarden.ledger.ChainedAudit;
import dev.driftwarden.ledger.Codec;
import dev.driftwarden.ledger.Controls;
import dev.driftwarden.ledger.Echoes;
import dev.driftwarden.ledger.ExemptionBook;
import dev.driftwarden.ledger.Failures;
import dev.driftwarden.ledger.FindingBook;
import dev.driftwarden.ledger.LeaseBook;
import dev.driftwarden.ledger.Markers;
import dev.driftwarden.ledger.OrderBook;
import dev.driftwarden.ledger.OutwardBook;
import dev.driftwarden.ledger.Rejections;
import dev.driftwarden.ledger.ShadowBook;
import dev.driftwarden.ledger.StageBook;
import dev.driftwarden.ledger.SweepBook;
import dev.driftwarden.ledger.Vitals;
import dev.driftwarden.policy.Policy;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Rules;
import dev.driftwarden.store.AuditChain;
import dev.driftwarden.store.Leases;
import dev.driftwarden.store.Store;
import dev.driftwarden.telemetry.Telemetry;
import dev.driftwarden.world.Read;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** Puts the engine's desk together over a store and a connection to Azure. */
public final class Wiring {
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(30);

    private Wiring() {}

    /** As below, telling nobody. */
    public static Desk desk(
            Store store,
            AzureConnection azure,
            Supplier<Rules> rules,
            Supplier<Policy> policy,
            EngineSettings settings,
            Clock clock,
            Supplier<UUID> ids) {
        return desk(store, azure, rules, policy, settings, clock, ids, Telemetry.none());
    }

    /** The desk that the use cases work at. */
    public static Desk desk(
            Store store,
            AzureConnection azure,
            Supplier<Rules> rules,
            Supplier<Policy> policy,
            EngineSettings settings,
            Clock clock,
            Supplier<UUID> ids,
            Telemetry telemetry) {
        Codec codec = new Codec();
        Baselines baselines = new Baselines(store.records(), store.bodies(), codec);
        Function<ResourceId, Read> acceptedStates = id -> {
            JsonNode accepted = baselines.accepted(id);
            return accepted == null ? new Read.Absent() : new Read.Found(accepted);
        };
        LiveWorld live = new LiveWorld(azure, acceptedStates);
        Rejections rejections = new Rejections(store.records(), store.bodies(), codec, clock);
        FindingBook book = new FindingBook(store.records(), codec, rejections);
        ChainedAudit audit = new ChainedAudit(chain(store, clock), codec);
        Outward outward = new Outward(policy, store.queues(), codec, clock);
        OrderBook orders = new OrderBook(store.records(), codec, clock);
        return new Desk(
                telemetry,
                rules,
                policy,
                () -> new CachingWorld(live),
                new AzureWriter(azure),
                book,
                new Markers(store.records(), codec, clock),
                new Echoes(store.records(), codec),
                orders,
                new Controls(store.records(), codec, orders),
                baselines,
                new Sightings(store.records(), codec),
                new BudgetBook(store.records(), codec, clock),
                new ExemptionBook(store.records(), codec, orders),
                new StageBook(store.records(), codec, orders),
                new ShadowBook(store.records(), codec, book),
                rejections,
                new Failures(store.records(), codec, clock),
                new Vitals(store.records(), codec),
                new SweepBook(store.records(), codec),
                calls -> new LiveBackground(azure, acceptedStates, calls),
                audit,
                store.bodies(),
                new LeaseBook(new Leases(store.records(), clock, ids, CLOCK_TOLERANCE), "worker-" + ids.get()),
                new Jobs(store.queues(), codec),
                new Outbox(book, store.queues(), audit, outward, settings.unsentAfter(), clock, ids),
                outward,
                new OutwardBook(store.records(), codec),
                codec,
                settings,
                clock,
                ids);
    }

    /** The audit trail for those who read it. */
    public static AuditBook audit(Store store, Desk desk) {
        return new AuditBook(chain(store, desk.clock()), store.records(), store.bodies(), desk.codec());
    }

    private static AuditChain chain(Store store, Clock clock) {
        return new AuditChain(store.records(), clock, "audit", "main");
    }
}
