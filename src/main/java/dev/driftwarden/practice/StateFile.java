package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.resource.ResourceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the estate in a file: written soon after each change and at the end, always as a whole. */
final class StateFile {
    private static final Logger LOG = LoggerFactory.getLogger(StateFile.class);
    private static final long SOON_MILLIS = 200;

    private final Path file;
    private final Resources resources;
    private final GraphStore directory;
    private final ScheduledExecutorService timer;
    private final AtomicBoolean scheduled = new AtomicBoolean();

    StateFile(Path file, Resources resources, GraphStore directory, ScheduledExecutorService timer) {
        this.file = file;
        this.resources = resources;
        this.directory = directory;
        this.timer = timer;
    }

    /** Takes the state over from the file. A file that is none is set aside and the sample estate stays. */
    void load() {
        if (!Files.exists(file)) {
            return;
        }
        Optional<ObjectNode> state = read();
        if (state.isEmpty() || !state.get().path("resources").isArray()) {
            setAside();
            return;
        }
        resources.store().clear();
        for (JsonNode body : state.get().path("resources")) {
            settle(body);
            resources.store().put(ResourceId.parse(body.path("id").asText()), (ObjectNode) body);
        }
        directory.loadObjects(state.get().path("directory"));
    }

    /** An operation does not outlive the server: what it was doing counts as done. */
    private static void settle(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("provisioningState").asText().matches("Updating|Creating|Deleting")) {
            object.put("provisioningState", "Succeeded");
        }
        node.forEach(StateFile::settle);
    }

    private Optional<ObjectNode> read() {
        try {
            return Json.parseObject(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the practice state " + file, e);
        }
    }

    private void setAside() {
        Path aside = file.resolveSibling(file.getFileName() + ".broken");
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            LOG.warn(
                    "The practice state {} is not readable; kept as {} and started from the sample estate",
                    file,
                    aside);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot set aside the unreadable practice state " + file, e);
        }
    }

    void saveSoon() {
        if (scheduled.compareAndSet(false, true)) {
            var unused = timer.schedule(this::save, SOON_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    synchronized void save() {
        scheduled.set(false);
        ObjectNode state = Json.object();
        state.set("resources", Json.array(resources.store().all()));
        state.set("directory", directory.snapshot());
        try {
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(next, Json.bytes(state));
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.error("The practice state could not be written to {}", file, e);
        }
    }
}
