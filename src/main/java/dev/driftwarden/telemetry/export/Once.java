package dev.driftwarden.telemetry.export;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the exporters when they are first needed. When they cannot be made, nothing is sent, and the bot works on. */
final class Once implements Supplier<Exporters> {
    private static final Logger LOG = LoggerFactory.getLogger(Once.class);

    private final Supplier<Exporters> maker;
    private @Nullable Exporters made;

    Once(Supplier<Exporters> maker) {
        this.maker = maker;
    }

    @Override
    public synchronized Exporters get() {
        Exporters known = made;
        if (known == null) {
            known = make();
            made = known;
        }
        return known;
    }

    private Exporters make() {
        try {
            return maker.get();
        } catch (RuntimeException | LinkageError e) {
            LOG.error("telemetry is not exported", e);
            return Exporters.none();
        }
    }
}
