package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The parts of one practice Azure, put together. */
final class PracticeParts {
    private final Resources resources = new Resources(new ArmStore(), new TypeTraits(Json.resource("types.json")));
    private final GraphStore directory = new GraphStore();
    private final JsonNode scenarios = Json.resource("scenarios.json");
    private final Calls calls = new Calls();
    private final ReentrantLock lock = new ReentrantLock();
    private final Outbox events;
    private final Outbox audits;
    private final Faults faults;
    private final Journal journal;
    private final DirectoryAudits directoryAudits;
    private final HttpFront front;
    private final LongRunning longRunning;
    private final @Nullable StateFile stateFile;

    private PracticeParts(PracticeOptions options, String endpoint, ScheduledExecutorService timer) {
        Clock clock = options.clock();
        events = new Outbox(timer, options.eventDelay());
        audits = new Outbox(timer, options.eventDelay());
        faults = new Faults(List.of(events, audits));
        stateFile =
                options.stateFile() == null ? null : new StateFile(options.stateFile(), resources, directory, timer);
        journal = new Journal(
                new EventFactory(clock, PracticeEstate.TENANT),
                event -> events.send(
                        JsonNodeFactory.instance.arrayNode().add(event).toString()),
                this::changed);
        directoryAudits =
                new DirectoryAudits(clock, PracticeEstate.TENANT, envelope -> audits.send(envelope.toString()));
        Personas personas = new Personas(Persona.readAll(Json.resource("estate/personas.json")));
        longRunning = new LongRunning(timer, clock, () -> endpoint, options.pollAfter(), options.unattended());
        Pages pages = new Pages(() -> endpoint, options.pageSize());
        Router router = new Router(
                arm(options, personas, pages),
                graph(clock, personas, pages),
                new ResourceGraphApi(resources.store(), PracticeEstate.TENANT),
                new PracticeApi(scenarios, faults, calls, this::reset));
        front = new HttpFront(router, faults, calls);
    }

    /** Puts the parts together and fills them with the estate. */
    static PracticeParts assemble(PracticeOptions options, String endpoint, ScheduledExecutorService timer) {
        PracticeParts parts = new PracticeParts(options, endpoint, timer);
        PracticeEstate.load(parts.resources, parts.directory);
        if (parts.stateFile != null) {
            parts.stateFile.load();
        }
        return parts;
    }

    private ArmApi arm(PracticeOptions options, Personas personas, Pages pages) {
        ArmStore store = resources.store();
        RoleAssignments roles = new RoleAssignments(store);
        Refusals refusals = new Refusals(new Locks(store), new Policies(store), new DenyAssignments(store), roles);
        ArmWrites writes = new ArmWrites(
                resources,
                refusals,
                new Bodies(resources, options.clock()),
                longRunning,
                journal,
                faults,
                options.operationPolls(),
                lock);
        return new ArmApi(
                resources,
                new ArmLists(resources, pages, PracticeEstate.TENANT),
                writes,
                new ArmActions(resources, refusals, journal),
                longRunning,
                new Insights(Json.resource("estate/metrics.json"), journal, pages, options.clock()),
                roles,
                personas);
    }

    private GraphApi graph(Clock clock, Personas personas, Pages pages) {
        GraphWrites writes = new GraphWrites(directory, directoryAudits, clock, this::changed);
        return new GraphApi(directory, writes, directoryAudits, pages, personas);
    }

    private void changed() {
        if (stateFile != null) {
            stateFile.saveSoon();
        }
    }

    void reset() {
        longRunning.abandonAll();
        lock.lock();
        try {
            PracticeEstate.load(resources, directory);
            faults.clear();
            calls.reset();
            journal.clear();
            directoryAudits.clear();
            changed();
        } finally {
            lock.unlock();
        }
    }

    Map<String, String> scenarios() {
        Map<String, String> titles = new LinkedHashMap<>();
        scenarios
                .properties()
                .forEach(entry -> titles.put(
                        entry.getKey(), entry.getValue().path("title").asText()));
        return titles;
    }

    void close() {
        events.close();
        audits.close();
        if (stateFile != null) {
            stateFile.save();
        }
    }

    Resources resources() {
        return resources;
    }

    GraphStore directory() {
        return directory;
    }

    Calls calls() {
        return calls;
    }

    Faults faults() {
        return faults;
    }

    Outbox events() {
        return events;
    }

    Outbox audits() {
        return audits;
    }

    HttpFront front() {
        return front;
    }

    ReentrantLock lock() {
        return lock;
    }
}
