package dev.driftwarden.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.change.Actor;
import dev.driftwarden.finding.Finding.Cause;
import dev.driftwarden.ledger.Markers.Marker;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.h2.H2Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MarkersTest {
    private static final ResourceId ACCOUNT = ResourceId.parse("/subscriptions/00000000-0000-0000-0000-000000000001"
            + "/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/st1");
    private static final ResourceId CONTAINERS = ResourceId.parse(ACCOUNT + "/blobServices/default/containers");
    private static final Duration LOST = Duration.ofMinutes(10);

    private final Store store = H2Store.memory(Clock.systemUTC());
    private final Markers markers = new Markers(store.records(), new Codec(), Clock.systemUTC());

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whatALaterChangeConcernsBesidesIsLookedAtByTheSameLook() {
        assertThat(markers.mark(List.of(ACCOUNT), cause(1), LOST)).isTrue();
        assertThat(markers.mark(List.of(ACCOUNT, CONTAINERS), cause(2), LOST)).isFalse();
        assertThat(markers.mark(List.of(ACCOUNT, CONTAINERS), cause(3), LOST)).isFalse();
        Marker marker = markers.find(ACCOUNT).orElseThrow().value();
        assertThat(marker.subjects()).containsExactly(ACCOUNT, CONTAINERS);
        assertThat(marker.causes()).hasSize(3);
    }

    @Test
    void aChangeDuringTheLookKeepsTheMarkerWithAllThatItConcerns() {
        markers.mark(List.of(ACCOUNT), cause(1), LOST);
        Held<Marker> read = markers.find(ACCOUNT).orElseThrow();
        markers.mark(List.of(ACCOUNT, CONTAINERS), cause(2), LOST);
        assertThat(markers.done(read)).isFalse();
        assertThat(markers.find(ACCOUNT).orElseThrow().value().subjects()).containsExactly(ACCOUNT, CONTAINERS);
    }

    private static Cause cause(int second) {
        return new Cause(Actor.UNKNOWN, "write", Instant.ofEpochSecond(second), /* correlationId= */ null);
    }
}
