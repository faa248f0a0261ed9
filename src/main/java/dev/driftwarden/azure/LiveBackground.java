package dev.driftwarden.azure;

import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.world.BackgroundReads;
import dev.driftwarden.world.Inventory;
import dev.driftwarden.world.Read;
import dev.driftwarden.world.World;
import java.util.function.Function;

/** Reads of the live tenant for a sweep. */
public final class LiveBackground implements BackgroundReads {
    private final Meter meter;
    private final World world;
    private final Inventory inventory;

    /**
     * Opens such reads.
     *
     * @param baselines as of {@link LiveWorld}
     * @param allowance how many calls may be made
     */
    public LiveBackground(AzureConnection connection, Function<ResourceId, Read> baselines, long allowance) {
        this.meter = new Meter(allowance);
        this.world = new LiveWorld(connection, baselines, meter.context());
        this.inventory = new LiveInventory(connection, meter.context());
    }

    /** A new view for one look, in which everything is read at most once. */
    @Override
    public World world() {
        return new CachingWorld(world);
    }

    @Override
    public Inventory inventory() {
        return inventory;
    }

    @Override
    public boolean spent() {
        return meter.spent();
    }

    @Override
    public Usage usage() {
        return meter.usage();
    }
}
