package dev.driftwarden.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.plan.WriteOutcome;
import dev.driftwarden.plan.Writer;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.testing.Samples;
import dev.driftwarden.world.Listing;
import dev.driftwarden.world.Read;
import dev.driftwarden.world.World;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One storage account that accepts plain HTTP or not, in a tenant with nothing else. */
final class SmallTenant implements World, Writer {
    /** What lies below the account; it has one setting, too. */
    static final ResourceId SHARES = Samples.ACCOUNT.resolve("fileServices/default");

    /** What happens, once, while the bot still waits for the answer to its first write. */
    Runnable meanwhile = () -> {};

    private boolean httpsOnly = true;
    private boolean closed = true;

    /** How often the bot changed the second setting. */
    int secondEffects;

    /** The values that writes of the bot changed to, in order. */
    final List<Boolean> effective = new ArrayList<>();

    /** The correlation ids of the changes whose events are still to be delivered. */
    final Deque<UUID> echoes = new ArrayDeque<>();

    boolean httpsOnly() {
        return httpsOnly;
    }

    void set(boolean value) {
        httpsOnly = value;
    }

    boolean closed() {
        return closed;
    }

    /** Lets both settings drift. */
    void open() {
        httpsOnly = false;
        closed = false;
    }

    @Override
    public Read get(ResourceId id, String apiVersion) {
        if (id.equals(SHARES)) {
            return new Read.Found(Samples.json("{\"properties\":{\"closed\":" + closed + "}}"));
        }
        return id.equals(Samples.ACCOUNT)
                ? new Read.Found(Samples.account(httpsOnly, Map.of()))
                : new Read.Found(Samples.json("{}"));
    }

    @Override
    public Listing list(ResourceId collection, String apiVersion, String query) {
        return new Listing.Complete(List.of());
    }

    @Override
    public Read baseline(ResourceId id) {
        return new Read.Absent();
    }

    @Override
    public WriteOutcome run(Operation operation, @Nullable String ifMatch, UUID correlationId) {
        JsonNode body = operation.body();
        if (operation.target().equals(SHARES)) {
            boolean wanted = body != null && body.at("/properties/closed").asBoolean();
            secondEffects += wanted == closed ? 0 : 1;
            closed = wanted;
            echoes.add(correlationId);
            return new WriteOutcome.Done(200);
        }
        boolean value =
                body != null && body.at("/properties/supportsHttpsTrafficOnly").asBoolean();
        if (value != httpsOnly) {
            httpsOnly = value;
            effective.add(value);
        }
        echoes.add(correlationId);
        Runnable now = meanwhile;
        meanwhile = () -> {};
        now.run();
        return new WriteOutcome.Done(200);
    }
}
