package dev.driftwarden.engine;

import dev.driftwarden.baseline.Baselines;
import dev.driftwarden.baseline.Sightings;
import dev.driftwarden.ledger.AuditTrail;
import dev.driftwarden.ledger.BudgetBook;
import dev.driftwarden.ledger.Codec;
import dev.driftwarden.ledger.Controls;
import dev.driftwarden.ledger.Echoes;
import dev.driftwarden.ledger.ExemptionBook;
import dev.driftwarden.ledger.Failures;
import dev.driftwarden.ledger.FindingBook;
import dev.driftwarden.ledger.Markers;
import dev.driftwarden.ledger.OrderBook;
import dev.driftwarden.ledger.OutwardBook;
import dev.driftwarden.ledger.Rejections;
import dev.driftwarden.ledger.ResourceLeases;
import dev.driftwarden.ledger.ShadowBook;
import dev.driftwarden.ledger.StageBook;
import dev.driftwarden.ledger.SweepBook;
import dev.driftwarden.ledger.Vitals;
import dev.driftwarden.plan.Writer;
import dev.driftwarden.policy.Policy;
import dev.driftwarden.rule.Rules;
import dev.driftwarden.store.Bodies;
import dev.driftwarden.telemetry.Telemetry;
import dev.driftwarden.world.BackgroundReads;
import dev.driftwarden.world.World;
import java.time.Clock;
import java.util.UUID;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * Everything the use cases work with.
 *
 * @param rules the rules in force now
 * @param policy the policy in force now
 * @param outside what is known about tickets and channels outside
 * @param worlds gives a fresh view of the tenant for one look
 * @param background opens reads for a sweep that may make so many calls
 */
public record Desk(
        Telemetry telemetry,
        Supplier<Rules> rules,
        Supplier<Policy> policy,
        Supplier<World> worlds,
        Writer writer,
        FindingBook book,
        Markers markers,
        Echoes echoes,
        OrderBook orders,
        Controls controls,
        Baselines baselines,
        Sightings sightings,
        BudgetBook budgets,
        ExemptionBook exemptions,
        StageBook stages,
        ShadowBook shadow,
        Rejections rejections,
        Failures failures,
        Vitals vitals,
        SweepBook sweeps,
        LongFunction<BackgroundReads> background,
        AuditTrail audit,
        Bodies bodies,
        ResourceLeases leases,
        Jobs jobs,
        Outbox outbox,
        Outward outward,
        OutwardBook outside,
        Codec codec,
        EngineSettings settings,
        Clock clock,
        Supplier<UUID> ids) {}
