package dev.driftwarden.app;

import dev.driftwarden.api.Site;
import dev.driftwarden.azure.AzureConnection;
import dev.driftwarden.change.EntraAuditParser;
import dev.driftwarden.change.EventParser;
import dev.driftwarden.engine.Bot;
import dev.driftwarden.engine.Desk;
import dev.driftwarden.engine.EngineSettings;
import dev.driftwarden.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/** Puts the bot together. */
public final class Assembly {
    private static final Duration POLICY_LOOK = Duration.ofSeconds(15);
    private static final Duration COALESCE = Duration.ofSeconds(5);

    private Assembly() {}

    static App fromEnvironment() {
        Settings settings = Settings.read(System.getenv());
        Clock clock = Clock.systemUTC();
        Store store = OpenStore.of(settings, clock);
        return new App(settings, store, bot(settings, store, clock));
    }

    /** The bot over a store that is open already. */
    public static Bot bot(Settings settings, Store store, Clock clock) {
        AzureConnection azure = AzureConnection.open(settings.azure(), clock);
        RulesAndPolicy inForce = RulesAndPolicy.of(settings, clock, POLICY_LOOK);
        WarmUp.start(() -> inForce.rules().prepare(), azure::prepare);
        Desk desk = Wiring.desk(
                store,
                azure,
                inForce.rules(),
                inForce.policy(),
                EngineSettings.standard(COALESCE),
                clock,
                UUID::randomUUID);
        EventParser parser = new EventParser(clock, Set.of(), Set.of());
        Lazy<Site> site = new Lazy<>(() -> SiteWiring.site(settings, store, desk, inForce));
        EntraAuditParser audits = new EntraAuditParser(clock, Set.of());
        return new WiredBot(desk, parser, audits, request -> site.get().handle(request));
    }
}
