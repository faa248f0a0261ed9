package dev.driftwarden.local;

import com.sun.net.httpserver.HttpServer;
import dev.driftwarden.app.BotFactory;
import dev.driftwarden.app.OutboundSettings;
import dev.driftwarden.app.Settings;
import dev.driftwarden.app.StateSettings;
import dev.driftwarden.azure.AzureSettings;
import dev.driftwarden.engine.Bot;
import dev.driftwarden.engine.RetentionSettings;
import dev.driftwarden.practice.PracticeAzure;
import dev.driftwarden.practice.PracticeOptions;
import dev.driftwarden.store.h2.H2Store;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;

/** The whole bot on this machine: a practice Azure, an embedded store, the functions behind their usual addresses. */
public final class LocalRun implements AutoCloseable {
    private static final String WEBHOOK = EventGridWebhook.PATH + "?functionName=OnResourceChange";

    private static final String AUDIT_HUB = "entra-audit";

    private final Deque<Runnable> endings;
    private final URI address;
    private final URI practice;

    private LocalRun(Deque<Runnable> endings, URI address, URI practice) {
        this.endings = endings;
        this.address = address;
        this.practice = practice;
    }

    /**
     * Starts everything, or nothing.
     *
     * @throws PortTakenException when another program has the port
     * @throws dev.driftwarden.store.CannotOpenStoreException when another run has the data folder
     * @throws java.io.UncheckedIOException when the data folder cannot be used, or the practice Azure's port is taken
     */
    public static LocalRun start(LocalOptions options, BotFactory bots, Clock clock) {
        Deque<Runnable> endings = new ArrayDeque<>();
        try {
            return start(options, bots, clock, endings);
        } catch (RuntimeException failure) {
            end(endings);
            throw failure;
        }
    }

    private static LocalRun start(LocalOptions options, BotFactory bots, Clock clock, Deque<Runnable> endings) {
        HttpServer server = LocalHost.bind(options.port());
        endings.push(() -> server.stop(0));
        DataFolder data = DataFolder.open(options.data());
        if (options.fresh()) {
            data.forget();
        }
        LocalWork work = LocalWork.over(H2Store.file(data.state(), clock), clock);
        endings.push(work::close);
        FirstRun.prepare(work.store(), clock);
        PracticeAzure practice =
                practice(options, PracticeOptions.defaults().withClock(clock).withStateFile(data.practice()));
        endings.push(practice::close);
        Bot bot = bots.create(
                settings(options, data, practice.endpoint(), LocalHost.address(server)), work.store(), clock);
        LocalHost host = LocalHost.start(server, work, bot, PracticePeople.standard());
        endings.push(host::close);
        practice.onEvent(host.address().resolve(WEBHOOK));
        practice.onDirectoryAudit(envelope -> host.deliver(AUDIT_HUB, envelope));
        return new LocalRun(endings, host.address(), practice.endpoint());
    }

    private static PracticeAzure practice(LocalOptions options, PracticeOptions practice) {
        Integer asked = options.practicePort();
        if (asked != null) {
            return PracticeAzure.start(practice.withPort(asked));
        }
        try {
            return PracticeAzure.start(practice.withPort(options.port() == 0 ? 0 : options.port() + 1));
        } catch (UncheckedIOException taken) {
            return PracticeAzure.start(practice.withPort(0));
        }
    }

    /** The local host plays the platform's authentication, so its headers can be believed. */
    private static Settings settings(LocalOptions options, DataFolder data, URI practice, URI console) {
        return new Settings(
                new StateSettings.Embedded(data.state()),
                AzureSettings.practice(practice),
                options.policy(),
                /* rules= */ null,
                /* platformAuthentication= */ true,
                RetentionSettings.STANDARD,
                OutboundSettings.local(System.getenv(), console),
                Settings.sweepCalls(System.getenv()));
    }

    /** Of the console and the API, {@code http://127.0.0.1:PORT}. */
    public URI address() {
        return address;
    }

    /** Of the practice Azure. */
    public URI practice() {
        return practice;
    }

    /** Takes no new work, lets running work end, closes the store, ends the practice Azure. */
    @Override
    public void close() {
        end(endings);
    }

    private static synchronized void end(Deque<Runnable> endings) {
        while (!endings.isEmpty()) {
            endings.pop().run();
        }
    }
}
